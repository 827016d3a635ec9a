"""Every URL by every role. A URL without a row fails `test_every_url.py`; so does a row without a URL.

Our own URLs have a row each, by name. Wagtail's and allauth's have a row for each namespace, because what is
inside is theirs to test; the row says who may use it here.
"""

from .roles import (
    ADMIN,
    ANONYMOUS,
    AWAY,
    COMMS,
    DATA,
    EDITOR,
    GROUPS,
    LOGIN,
    MISSING,
    MODERATOR,
    OK,
    POST_ONLY,
    ROLES,
    Row,
    everybody,
    only,
)

PEOPLE = (COMMS, DATA, ADMIN)
EDITIONS = (MODERATOR, COMMS, ADMIN)
SORTERS = (COMMS, ADMIN)
WRITERS = (EDITOR, MODERATOR, ADMIN)
SIGNED_IN = tuple(LOGIN if role == ANONYMOUS else OK for role in ROLES)
TOKEN = "x" * 40

OURS = {
    # What the public sees is the same for everybody.
    "core:health": Row("/healthz", everybody(OK)),
    "theme:share": Row("/share/forged.png", everybody(MISSING)),
    "theme:styleguide": Row("/styleguide/", everybody(OK)),
    "post:outbox": Row("/outbox/", everybody(OK)),
    "post:letter": Row("/outbox/none.log/", everybody(MISSING)),
    "post:letter_html": Row("/outbox/none.log/html/", everybody(MISSING)),
    "resources:get": Row("/get/a-guide/", everybody(OK)),
    "resources:again": Row("/get/a-guide/again/", everybody(AWAY)),
    "resources:ready": Row(f"/get/a-guide/ready/{TOKEN}/", everybody(MISSING)),
    "resources:file": Row(f"/files/{TOKEN}/a-guide.pdf", everybody(MISSING)),
    "resources:email_link": Row(f"/from-email/{TOKEN}/", everybody(MISSING)),
    "resources:renew": Row("/new-link/", everybody(MISSING)),
    "resources:edition": Row("/editions/{edition}/", everybody(AWAY)),
    "resources:forget": Row("/forget-this-device/", everybody(OK)),
    "resources:how_we_count": Row("/about/how-we-count/", everybody(OK)),
    "pages:search": Row("/search/?q=guide", everybody(OK)),
    "pages:suggest": Row("/search/suggest/?q=gui", everybody(OK)),
    "pages:rss": Row("/stories/feed/", everybody(OK)),
    "pages:atom": Row("/stories/feed/atom/", everybody(OK)),
    "pages:data_sources": Row("/about/data-sources/", everybody(OK)),
    "pages:sitemap": Row("/sitemap.xml", everybody(OK)),
    "pages:robots": Row("/robots.txt", everybody(OK)),
    # Finding one's school: anybody, and nothing is kept of what they type.
    "places:schools": Row("/places/schools/?q=abc", everybody(OK)),
    "places:find_school": Row("/find-school/?q=abc&next=/get/a-guide/", everybody(OK)),
    # Consent: what people decide about their own mail, by links that only their mailbox has.
    "consent:newsletter": Row("/newsletter/", everybody(OK)),
    "consent:newsletter_sent": Row("/newsletter/sent/", everybody(OK)),
    "consent:confirm": Row(f"/newsletter/confirm/{TOKEN}/", everybody(MISSING)),
    "consent:unsubscribe": Row(f"/unsubscribe/{TOKEN}/", everybody(MISSING)),
    "consent:ask": Row("/preferences/", everybody(OK)),
    "consent:preferences_sent": Row("/preferences/sent/", everybody(OK)),
    "consent:preferences": Row(f"/preferences/{TOKEN}/", everybody(MISSING)),
    # Guides: figures name nobody, so all staff see them.
    "guides:index": Row("/admin/guides/", only(*GROUPS)),
    "guides:index_results": Row("/admin/guides/results/", only(*GROUPS)),
    "guides:inspect": Row("/admin/guides/inspect/{resource}/", only(*GROUPS)),
    "guides:add": Row("/admin/guides/new/", only(*EDITIONS)),
    "guides:edit": Row("/admin/guides/edit/{resource}/", only(*EDITIONS)),
    "guides:delete": Row("/admin/guides/delete/{resource}/", only()),
    "guides:history": Row("/admin/guides/history/{resource}/", only(*EDITIONS)),
    "guides:history_results": Row("/admin/guides/history-results/{resource}/", only(*EDITIONS)),
    "guides:usage": Row("/admin/guides/usage/{resource}/", only(*EDITIONS)),
    # Editions and their private files.
    "editions:index": Row("/admin/editions/", only(*GROUPS)),
    "editions:index_results": Row("/admin/editions/results/", only(*GROUPS)),
    "editions:add": Row("/admin/editions/new/?resource={resource}", only(*EDITIONS)),
    "editions:edit": Row("/admin/editions/edit/{edition}/", only(*EDITIONS)),
    "editions:delete": Row("/admin/editions/delete/{edition}/", only(*EDITIONS, what=AWAY)),
    "editions:history": Row("/admin/editions/history/{edition}/", only(*EDITIONS)),
    "editions:history_results": Row("/admin/editions/history-results/{edition}/", only(*EDITIONS)),
    "editions:usage": Row("/admin/editions/usage/{edition}/", only(*EDITIONS)),
    "editions:file": Row("/admin/editions/file/{file}/", only(*GROUPS)),
    # A row stands for what a person did.
    "downloads:index": Row("/admin/downloads/", only(*PEOPLE)),
    "downloads:results": Row("/admin/downloads/results/", only(*PEOPLE)),
    "letters:index": Row("/admin/letters/", only(*PEOPLE)),
    "letters:results": Row("/admin/letters/results/", only(*PEOPLE)),
    "people:index": Row("/admin/people/", only(*PEOPLE)),
    "people:index_results": Row("/admin/people/results/", only(*PEOPLE)),
    "people:inspect": Row("/admin/people/inspect/{person}/", only(*PEOPLE)),
    "people:add": Row("/admin/people/new/", only()),
    "people:edit": Row("/admin/people/edit/{person}/", only(DATA, ADMIN)),
    "people:delete": Row("/admin/people/delete/{person}/", only()),
    "people:history": Row("/admin/people/history/{person}/", only(DATA, ADMIN)),
    "people:history_results": Row("/admin/people/history-results/{person}/", only(DATA, ADMIN)),
    "people:usage": Row("/admin/people/usage/{person}/", only(DATA, ADMIN)),
    # Organisations: what the team calls them, and what typed names mean.
    "organisations:index": Row("/admin/organisations/", only(*PEOPLE)),
    "organisations:index_results": Row("/admin/organisations/results/", only(*PEOPLE)),
    "organisations:inspect": Row("/admin/organisations/inspect/{organisation}/", only(*PEOPLE)),
    "organisations:add": Row("/admin/organisations/new/", only(*PEOPLE)),
    "organisations:edit": Row("/admin/organisations/edit/{organisation}/", only(*PEOPLE)),
    "organisations:delete": Row("/admin/organisations/delete/{organisation}/", only(DATA, ADMIN)),
    "organisations:history": Row("/admin/organisations/history/{organisation}/", only(*PEOPLE)),
    "organisations:history_results": Row(
        "/admin/organisations/history-results/{organisation}/", only(*PEOPLE)
    ),
    "organisations:usage": Row("/admin/organisations/usage/{organisation}/", only(*PEOPLE)),
    "organisations:merge": Row("/admin/organisations/merge/{organisation}/", only(*PEOPLE)),
    "organisations:undo": Row("/admin/organisations/undo/1/", only(*PEOPLE, what=POST_ONLY)),
    "matching:index": Row("/admin/organisations-match/", only(*PEOPLE)),
    "matching:one": Row("/admin/organisations-match/{typed_name}/", only(*PEOPLE)),
    "organisation_chooser:choose": Row("/admin/choose-organisation/", only(*PEOPLE)),
    "organisation_chooser:choose_results": Row("/admin/choose-organisation/results/", only(*PEOPLE)),
    "organisation_chooser:chosen": Row("/admin/choose-organisation/chosen/{organisation}/", only(*PEOPLE)),
    "organisation_chooser:chosen_multiple": Row(
        "/admin/choose-organisation/chosen-multiple/?id={organisation}", only(*PEOPLE)
    ),
    "organisation_chooser:create": Row("/admin/choose-organisation/create/", only(*PEOPLE)),
    # Where they heard, and reach: figures.
    "heard:index": Row("/admin/heard/", only(*GROUPS)),
    "reach:index": Row("/admin/reach/", only(*GROUPS)),
    "heard_words:index": Row("/admin/heard-words/", only(*SORTERS)),
    "heard_words:results": Row("/admin/heard-words/results/", only(*SORTERS)),
    "heard_sources:index": Row("/admin/heard-sources/", only(*GROUPS)),
    "heard_sources:index_results": Row("/admin/heard-sources/results/", only(*GROUPS)),
    "heard_sources:add": Row("/admin/heard-sources/new/", only(*SORTERS)),
    "heard_sources:edit": Row("/admin/heard-sources/edit/{source}/", only(*SORTERS)),
    "heard_sources:delete": Row("/admin/heard-sources/delete/{source}/", only()),
    "heard_sources:history": Row("/admin/heard-sources/history/{source}/", only(*SORTERS)),
    "heard_sources:history_results": Row("/admin/heard-sources/history-results/{source}/", only(*SORTERS)),
    "heard_sources:usage": Row("/admin/heard-sources/usage/{source}/", only(*SORTERS)),
    "heard_sources:reorder": Row("/admin/heard-sources/reorder/{source}/", only(*SORTERS, what=POST_ONLY)),
    "heard_sources:merge": Row("/admin/heard-sources/merge/{source}/", only(*SORTERS)),
    # People's rights: the public asks, data officers and administrators answer.
    "rights:your_data": Row("/your-data/", everybody(OK)),
    "rights:access": Row("/your-data/see/", everybody(OK)),
    "rights:erasure": Row("/your-data/erase/", everybody(OK)),
    "rights:complaint": Row("/your-data/complain/", everybody(OK)),
    "rights:sent": Row("/your-data/sent/", everybody(OK)),
    "rights:what_we_keep": Row("/your-data/what-we-keep/", everybody(OK)),
    "rights:confirm": Row(f"/your-data/confirm/{TOKEN}/", everybody(MISSING)),
    "rights:package": Row(f"/your-data/copy/{TOKEN}/", everybody(MISSING)),
    "rights_admin:requests": Row("/admin/rights/", only(DATA, ADMIN)),
    "rights_admin:requests_results": Row("/admin/rights/results/", only(DATA, ADMIN)),
    "rights_admin:request": Row("/admin/rights/request/{rights_request}/", only(DATA, ADMIN)),
    "rights_admin:take": Row("/admin/rights/take/", only(DATA, ADMIN)),
    "rights_admin:farewells": Row("/admin/rights/time/", only(DATA, ADMIN)),
    "rights_admin:farewells_results": Row("/admin/rights/time/results/", only(DATA, ADMIN)),
    "rights_admin:keep": Row("/admin/rights/time/{farewell}/", only(DATA, ADMIN)),
    "rights_admin:erasures": Row("/admin/rights/erasures/", only(DATA, ADMIN)),
    "rights_admin:erasures_results": Row("/admin/rights/erasures/results/", only(DATA, ADMIN)),
    "rights_admin:register": Row("/admin/rights/register/", only(DATA, ADMIN)),
    "rights_admin:make_copy": Row("/admin/rights/person/{person}/copy/", only(*GROUPS, what=POST_ONLY)),
    "rights_admin:erase": Row("/admin/rights/person/{person}/erase/", only(DATA, ADMIN)),
    "rights_admin:fetch_copy": Row("/admin/rights/copy/{copy}/", only(DATA, ADMIN)),
}

THEIRS = {
    # Wagtail's pages for the public, by their one catch-all address.
    "wagtail_serve": Row("{page_url}", everybody(OK)),
    "wagtailcore_login": Row("/_util/login/", everybody(OK)),
    "wagtailcore_authenticate_with_password": Row(
        "/_util/authenticate_with_password/1/1/", everybody(MISSING)
    ),
    # allauth: signing in is for everybody, the second factor for who has signed in.
    "account_*": Row("/accounts/email/", SIGNED_IN),
    "mfa_*": Row("/accounts/2fa/", SIGNED_IN),
    # The doors of the admin stand before Wagtail's own of the same names.
    "admin/login/": Row("/admin/login/", everybody(LOGIN)),
    "admin/logout/": Row("/admin/logout/", tuple(AWAY if role == ANONYMOUS else OK for role in ROLES)),
    "admin/password_reset/": Row("/admin/password_reset/", everybody(AWAY)),
    "admin/password_reset/<path:rest>": Row("/admin/password_reset/confirm/", everybody(AWAY)),
    "admin/test404/": Row("/admin/test404/", only(*GROUPS)),
    "media/<path:path>": Row("/media/nothing.png", everybody(MISSING)),
    # Wagtail's admin.
    "wagtailadmin_*": Row("/admin/", only(*GROUPS)),
    "wagtailadmin_pages": Row("/admin/pages/{page}/edit/", only(*WRITERS)),
    "wagtailadmin_workflows": Row("/admin/workflows/list/", only(ADMIN)),
    "wagtailadmin_reports": Row("/admin/reports/site-history/", only(*GROUPS)),
    "wagtailadmin_collections": Row("/admin/collections/", only(ADMIN)),
    "wagtailadmin_api": Row("/admin/api/main/pages/", only(*GROUPS)),
    "wagtailadmin_editing_sessions": Row(
        "/admin/editing-sessions/ping/resources/resource/1/1/", only(*GROUPS, what=POST_ONLY)
    ),
    "wagtaillocales": Row("/admin/locales/", only(ADMIN)),
    "wagtail_localize": Row("/admin/localize/submit/page/{page}/", only(*WRITERS)),
    "wagtailimages": Row("/admin/images/", only(*WRITERS)),
    "wagtailimages_chooser": Row("/admin/images/chooser/", only(*GROUPS)),
    "wagtaildocs": Row("/admin/documents/", only(*WRITERS)),
    "wagtaildocs_chooser": Row("/admin/documents/chooser/", only(*GROUPS)),
    "wagtailembeds": Row("/admin/embeds/chooser/", only(*GROUPS)),
    "wagtailforms": Row("/admin/forms/", only(*WRITERS)),
    "wagtailredirects": Row("/admin/redirects/", only(MODERATOR, ADMIN)),
    "wagtailsearchpromotions": Row("/admin/searchpicks/", only(MODERATOR, ADMIN)),
    "wagtailsettings": Row("/admin/settings/core/sitesettings/", only(MODERATOR, ADMIN, what=AWAY)),
    "wagtailsnippets": Row("/admin/snippets/", only(*WRITERS)),
    "wagtailsnippets_pages_profile": Row("/admin/snippets/pages/profile/", only(*WRITERS)),
    "wagtailsnippets_pages_partner": Row("/admin/snippets/pages/partner/", only(*WRITERS)),
    "wagtailsnippets_core_menu": Row("/admin/snippets/core/menu/", only(MODERATOR, ADMIN)),
    "wagtailsnippetchoosers_pages_profile": Row("/admin/snippets/choose/pages/profile/", only(*GROUPS)),
    "wagtailsnippetchoosers_pages_partner": Row("/admin/snippets/choose/pages/partner/", only(*GROUPS)),
    "wagtailsnippetchoosers_core_menu": Row("/admin/snippets/choose/core/menu/", only(*GROUPS)),
    "wagtailusers_users": Row("/admin/users/", only(ADMIN)),
    "wagtailusers_groups": Row("/admin/groups/", only(ADMIN)),
}

# Single doors inside Wagtail's own namespaces that hold people's or the site's secrets.
DOORS = {
    "a user's page": Row("/admin/users/edit/{user}/", only(ADMIN)),
    "somebody's own account": Row("/admin/account/", only(*GROUPS)),
    "a group's page": Row("/admin/groups/edit/{group}/", only(ADMIN)),
    "private file as media": Row("/media/{stored}", everybody(MISSING)),
    "private file as a document": Row("/documents/{file}/a.pdf", everybody(MISSING)),
    "publishing needs more than editing": Row("/admin/pages/{page}/unpublish/", only(MODERATOR, ADMIN)),
    "export of people": Row("/admin/people/?export=csv", only(DATA, ADMIN)),
    "export of downloads": Row("/admin/downloads/?export=csv", only(*PEOPLE)),
    "export of figures": Row("/admin/heard/?export=csv", only(*GROUPS)),
    "export of reach": Row("/admin/reach/?export=xlsx", only(*GROUPS)),
}
