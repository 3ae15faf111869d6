"""An organisation of GitHub into Postgres, by dlt's REST source as its documentation writes one."""

import os

import dlt
from dlt.sources.rest_api import rest_api_source


def listed(path, selector=None, **params):
    endpoint = {"path": path, "params": {"per_page": 100, **params}, "paginator": "header_link"}
    endpoint["response_actions"] = [{"status_code": code, "action": "ignore"} for code in (404, 409, 410)]
    return {**endpoint, "data_selector": selector or "$"}


def since(field):
    return {"cursor_path": field, "initial_value": "2000-01-01T00:00:00Z"}


of_repository = "repos/{resources.repositories.full_name}"
source = rest_api_source(
    {
        "client": {
            "base_url": os.environ["GITHUB_URL"],
            "auth": {"type": "bearer", "token": os.environ["GITHUB_TOKEN"]},
        },
        "resource_defaults": {"primary_key": "id", "write_disposition": "merge", "max_table_nesting": 0},
        "resources": [
            {"name": "repositories", "endpoint": listed("orgs/acme/repos")},
            {
                "name": "commits",
                "primary_key": "sha",
                "endpoint": {
                    **listed(of_repository + "/commits", since="{incremental.start_value}"),
                    "incremental": since("commit.committer.date"),
                },
            },
            {
                "name": "pulls",
                "endpoint": {
                    **listed(of_repository + "/pulls", state="all", sort="updated", direction="desc"),
                    "incremental": since("updated_at"),
                },
                "include_from_parent": ["full_name"],
            },
            {
                "name": "reviews",
                "endpoint": listed("repos/{resources.pulls._repositories_full_name}/pulls/{resources.pulls.number}/reviews"),
            },
            {
                "name": "issues",
                "endpoint": {
                    **listed(of_repository + "/issues", state="all", since="{incremental.start_value}"),
                    "incremental": since("updated_at"),
                },
            },
            {
                "name": "runs",
                "endpoint": {
                    **listed(of_repository + "/actions/runs", selector="workflow_runs"),
                    "incremental": since("updated_at"),
                },
                "include_from_parent": ["full_name"],
            },
            {
                "name": "jobs",
                "endpoint": listed(
                    "repos/{resources.runs._repositories_full_name}/actions/runs/{resources.runs.id}/jobs", selector="jobs"
                ),
            },
        ],
    }
)
pipeline = dlt.pipeline("github", destination="postgres", dataset_name="dlt_github")
pipeline.run(source)
