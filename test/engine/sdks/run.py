"""Runs the program of the folder with the Automation API: `run.py up`, `preview` or `destroy`.

The language host that is built here runs no Python. The last line is JSON.
"""

import json
import os
import runpy
import sys

from pulumi import automation as auto


def main(action):
    stack = auto.select_stack(
        stack_name="test",
        project_name="test",
        program=lambda: runpy.run_path("__main__.py"),
        opts=auto.LocalWorkspaceOptions(work_dir=os.getcwd()),
    )
    if action == "preview":
        return {"changes": stack.preview().change_summary}
    if action == "destroy":
        return {"changes": stack.destroy().summary.resource_changes, "outputs": {}}
    result = stack.up()
    outputs = {
        key: {"value": output.value, "secret": output.secret}
        for key, output in result.outputs.items()
    }
    return {"changes": result.summary.resource_changes, "outputs": outputs}


print(json.dumps(main(sys.argv[1])))
