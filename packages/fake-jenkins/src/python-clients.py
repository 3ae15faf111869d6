"""Reads a fake Jenkins with two clients from PyPI, unpatched. Arguments: address, user, token. Prints what they found as JSON."""
import json
import sys

import api4jenkins
import jenkins

url, user, token = sys.argv[1:4]

python_jenkins = jenkins.Jenkins(url, username=user, password=token, timeout=30)
jobs = python_jenkins.get_all_jobs()
web = python_jenkins.get_job_info("apps/web")
build = python_jenkins.get_build_info("apps/web", web["lastBuild"]["number"])

client = api4jenkins.Jenkins(url, auth=(user, token))
branch = client.get_job("site/feature%2Fx")

print(
    json.dumps(
        {
            "version": python_jenkins.get_version(),
            "user": python_jenkins.get_whoami()["id"],
            "jobs": sorted(job["fullname"] for job in jobs),
            "builds": len(web["builds"]),
            "all_builds": len(python_jenkins.get_job_info("apps/web", fetch_all_builds=True)["builds"]),
            "result": build["result"],
            "names": sorted(job.full_name for job in client.iter(depth=3)),
            "numbers": [build.api_json(tree="number")["number"] for build in client.get_job("apps/web").iter_all_builds()][:3],
            "branch": branch.full_name if branch else None,
        }
    )
)
