"""Addresses of the site that are no pages of the tree."""

from django.urls import path

from . import feeds, views

app_name = "pages"
urlpatterns = [
    path("search/", views.search, name="search"),
    path("search/suggest/", views.suggest, name="suggest"),
    path("stories/feed/", feeds.StoriesRss(), name="rss"),
    path("stories/feed/atom/", feeds.StoriesAtom(), name="atom"),
    path("about/data-sources/", views.data_sources, name="data_sources"),
    path("sitemap.xml", views.sitemap, name="sitemap"),
    path("robots.txt", views.robots, name="robots"),
]
