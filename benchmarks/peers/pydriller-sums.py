"""Sums of lines by PyDriller, which leaves merges without files unless it is asked."""

import json
import sys

from pydriller import Repository

sums = {"commits": 0, "added": 0, "removed": 0}
for commit in Repository(sys.argv[1]).traverse_commits():
    sums["commits"] += 1
    sums["added"] += commit.insertions
    sums["removed"] += commit.deletions
print(json.dumps(sums))
