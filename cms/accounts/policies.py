"""Permission policies that more than one app uses."""

from django.contrib.auth import get_user_model
from wagtail.models import Collection
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permission_policies.collections import CollectionPermissionPolicy


class RecordPolicy(ModelPermissionPolicy):
    """Django's permissions on a model, but for what nobody does by hand, an administrator included.

    Figures are computed from rows, so what a row stands on is not deleted in the admin.
    """

    def __init__(self, model, never=("delete",)):
        super().__init__(model)
        self.never = frozenset(never)

    def user_has_permission(self, user, action):
        """Whether this user may do it to any record."""
        return action not in self.never and super().user_has_permission(user, action)

    def user_has_any_permission(self, user, actions):
        """Whether this user may do one of these to any record."""
        actions = set(actions) - self.never
        return bool(actions) and super().user_has_any_permission(user, actions)

    def users_with_any_permission(self, actions):
        """The users who may do one of these to any record."""
        actions = set(actions) - self.never
        return super().users_with_any_permission(actions)


class ClosedPolicy(CollectionPermissionPolicy):
    """Nobody may do anything, a superuser included.

    For Wagtail's documents: whoever has the address of one reads it, and the files of this site are private.
    """

    def user_has_permission(self, user, action):
        """Never."""
        return False

    def user_has_any_permission(self, user, actions):
        """Never."""
        return False

    def users_with_any_permission(self, actions):
        """Nobody."""
        return get_user_model().objects.none()

    def user_has_permission_for_instance(self, user, action, instance):
        """Never."""
        return False

    def user_has_any_permission_for_instance(self, user, actions, instance):
        """Never."""
        return False

    def users_with_any_permission_for_instance(self, actions, instance):
        """Nobody."""
        return get_user_model().objects.none()

    def instances_user_has_any_permission_for(self, user, actions):
        """None."""
        return self.model.objects.none()

    def collections_user_has_any_permission_for(self, user, actions):
        """None."""
        return Collection.objects.none()
