"""Permission policies that more than one app uses."""

from wagtail.permission_policies import ModelPermissionPolicy


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
