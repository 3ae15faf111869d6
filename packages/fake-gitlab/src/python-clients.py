"""Reads a fake GitLab with two clients from PyPI, unpatched. Arguments: address, token, group, project. Prints what they found as JSON."""
import contextlib
import io
import json
import sys

import gitlab
from singer import metadata
from tap_gitlab.client import Client
from tap_gitlab.discover import discover
from tap_gitlab.sync import sync

url, token, group_path, project_path = sys.argv[1:5]


def read_with_python_gitlab():
    client = gitlab.Gitlab(url, private_token=token, per_page=50)
    client.auth()
    group = client.groups.get(group_path)
    project = client.projects.get(project_path)
    merge_requests = project.mergerequests.list(state="all", scope="all", order_by="updated_at", iterator=True)
    merge_requests = list(merge_requests)
    given = min(merge_requests, key=lambda one: one.iid)
    pipelines = project.pipelines.list(order_by="updated_at", get_all=True)
    whole = project.pipelines.get(min(pipeline.id for pipeline in pipelines))
    return {
        "user": client.user.username,
        "by_offset": len(group.projects.list(include_subgroups=True, with_shared=False, order_by="id", get_all=True)),
        "by_keyset": len(list(client.projects.list(pagination="keyset", order_by="id", per_page=100, iterator=True))),
        "members": sorted(member.username for member in group.members_all.list(get_all=True)),
        "commits": [commit.id for commit in project.commits.list(with_stats=True, ref_name="main", iterator=True)],
        "lines": sum(commit.stats["additions"] for commit in project.commits.list(with_stats=True, get_all=True)),
        "branch": project.branches.get("main").commit["id"],
        "languages": project.languages(),
        "merge_requests": len(merge_requests),
        "notes": len(given.notes.list(get_all=True)),
        "merge_request_commits": len(list(given.commits())),
        "closes": [issue.iid for issue in given.closes_issues()],
        "approved_by": [one["user"]["username"] for one in given.approvals.get().approved_by],
        "issues": len(project.issues.list(state="all", get_all=True)),
        "pipelines": len(pipelines),
        "children": len(project.pipelines.list(source="parent_pipeline", get_all=True)),
        "duration": whole.duration,
        "jobs": sorted(job.name for job in whole.jobs.list(include_retried=True, get_all=True)),
        "jobs_by_keyset": len(list(project.jobs.list(pagination="keyset", order_by="id", sort="desc", iterator=True))),
        "bridges": [bridge.downstream_pipeline["id"] for bridge in whole.bridges.list(get_all=True)],
        "tests": whole.test_report_summary.get().total["count"],
        "deployments": len(project.deployments.list(order_by="updated_at", get_all=True)),
        "releases": [release.tag_name for release in project.releases.list(get_all=True)],
        "graphql": gitlab.GraphQL(url, token=token).execute("{ currentUser { username } }"),
    }


class ClientElsewhere(Client):
    """Its address is no setting."""

    def __init__(self, config):
        super().__init__(config)
        self.base_url = f"{url}/api/v4"


def read_with_tap_gitlab():
    project = gitlab.Gitlab(url, private_token=token).projects.get(project_path)
    config = {"private_token": token, "start_date": "2000-01-01T00:00:00Z", "groups": "", "projects": str(project.id)}
    catalog = discover()
    wanted = {"projects", "branches", "commits", "issues", "users"}
    for entry in catalog.streams:
        about = metadata.to_map(entry.metadata)
        entry.metadata = metadata.to_list(metadata.write(about, (), "selected", entry.tap_stream_id in wanted))
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed), ClientElsewhere(config) as client:
        sync(client=client, config=config, catalog=catalog, state={})
    records = {}
    for line in printed.getvalue().splitlines():
        message = json.loads(line)
        if message["type"] == "RECORD":
            records[message["stream"]] = records.get(message["stream"], 0) + 1
    return records


print(json.dumps({"python-gitlab": read_with_python_gitlab(), "tap-gitlab": read_with_tap_gitlab()}))
