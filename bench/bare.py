"""The yardsticks: a view that returns given bytes, and a view that inserts one row."""

from django.db import connection, models
from django.http import HttpRequest, HttpResponse
from django.urls import path

from cms.urls import urlpatterns as site

content: dict[str, object] = {"body": b"", "headers": {}}


class Row(models.Model):
    """One row with the text that came in; its table is made by `make_table`."""

    text = models.TextField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        app_label = "bench"
        db_table = "bench_row"

    def __str__(self) -> str:
        return self.text


def make_table() -> None:
    """Make the table of `Row` once."""
    if "bench_row" not in connection.introspection.table_names():
        with connection.schema_editor() as editor:
            editor.create_model(Row)


def same_bytes(request: HttpRequest) -> HttpResponse:
    """Return the bytes and headers of the page it is compared with, and nothing else."""
    return HttpResponse(content["body"], headers=content["headers"])


def insert(request: HttpRequest) -> HttpResponse:
    """Insert one row and send the browser on, as the form does."""
    Row.objects.create(text=request.POST.get("email", ""))
    return HttpResponse(status=302, headers={"Location": "/"})


urlpatterns = [path("bench/bytes/", same_bytes), path("bench/insert/", insert), *site]
