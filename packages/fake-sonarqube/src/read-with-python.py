"""Reads everything with a client that knows nothing of the fake, and prints it as JSON."""

import json
import sys

from sonarqube import SonarQubeClient

url, token = sys.argv[1:]
client = SonarQubeClient(sonarqube_url=url, token=token)


def pages(read, name, **parameters):
    items, page = [], 1
    while True:
        body = read(p=page, ps=50, **parameters)
        items += body[name]
        paging = body.get("paging") or body
        if page * 50 >= paging["total"]:
            return items
        page += 1


projects = pages(client.projects.search_projects, "components")
result = {"metrics": len(pages(client.metrics.search_metrics, "metrics")), "projects": {}}
for project in projects:
    key = project["key"]
    analyses = pages(client.project_analyses.search_project_analyses_and_events, "analyses", project=key)
    issues = pages(client.issues.search_issues, "issues", componentKeys=key)
    measures = client.measures.get_component_with_specified_measures(component=key, metricKeys="ncloc,bugs")
    result["projects"][key] = {
        "name": project["name"],
        "analyses": [analysis["key"] for analysis in analyses],
        "issues": {issue["key"]: issue["status"] for issue in issues},
        "measures": {measure["metric"]: measure["value"] for measure in measures["component"]["measures"]},
    }
print(json.dumps(result))
