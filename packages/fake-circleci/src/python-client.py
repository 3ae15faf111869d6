"""Reads a fake CircleCI with the Singer tap from PyPI. Arguments: address, token, project slug. Prints how many records each stream had, as JSON."""
import contextlib
import importlib
import io
import json
import sys

from singer import metadata
from tap_circle_ci.client import Client
from tap_circle_ci.discover import discover

url, token, slug = sys.argv[1:4]


class ClientElsewhere(Client):
    """Its address is no setting."""

    def get(self, endpoint, params, headers):
        return super().get(endpoint.replace("https://circleci.com", url), params, headers)


# The package has a function of the module's name.
tap = importlib.import_module("tap_circle_ci.sync")
tap.Client = ClientElsewhere
catalog = discover()
for entry in catalog.streams:
    about = metadata.to_map(entry.metadata)
    is_wanted = entry.tap_stream_id in {"pipelines", "workflows", "jobs", "collaborations"}
    entry.metadata = metadata.to_list(metadata.write(about, (), "selected", is_wanted))
printed = io.StringIO()
config = {"token": token, "start_date": "2000-01-01T00:00:00Z", "project_slugs": slug}
with contextlib.redirect_stdout(printed):
    tap.sync(config, {}, catalog)
records = {}
for line in printed.getvalue().splitlines():
    message = json.loads(line)
    if message["type"] == "RECORD":
        records.setdefault(message["stream"], set()).add(json.dumps(message["record"], sort_keys=True))
print(json.dumps({stream: len(found) for stream, found in records.items()}))
