"""A Pulumi program in Python, run by the Automation API: `plugin-python.py <action> <arguments as JSON>`.

It knows nothing of our package but the resource's type, and ends with one line of JSON.
"""

import json
import os
import sys

import pulumi
from pulumi import automation as auto

OUTPUTS = ["name", "status", "url", "token", "lease", "volume", "user", "createAt"]


class Notebook(pulumi.CustomResource):
    def __init__(self, name, properties, options):
        unresolved = dict.fromkeys(OUTPUTS)
        super().__init__("modelarts:index:Notebook", name, {**unresolved, **properties}, options)


def program(arguments):
    def run():
        options = pulumi.ResourceOptions(
            import_=arguments.get("import"),
            custom_timeouts=pulumi.CustomTimeouts(create="2m", update="2m", delete="2m"),
        )
        notebook = Notebook("dev", arguments["inputs"], options)
        for key in OUTPUTS:
            pulumi.export(key, getattr(notebook, key))
        if "find" in arguments:
            found = pulumi.runtime.invoke_output("modelarts:index:getNotebook", arguments["find"])
            pulumi.export("found", found)

    return run


def main(action, arguments):
    lines = []
    stack = auto.create_or_select_stack(
        stack_name="test",
        project_name="test",
        program=program(arguments),
        opts=auto.LocalWorkspaceOptions(work_dir=os.getcwd()),
    )
    show = {"on_output": lines.append, "color": "never"}
    if action == "preview":
        result = stack.preview(diff=True, **show)
        return {"changes": result.change_summary, "lines": lines}
    if action == "up":
        result = stack.up(**show)
        outputs = {
            key: {"value": output.value, "secret": output.secret}
            for key, output in result.outputs.items()
        }
        return {"changes": result.summary.resource_changes, "lines": lines, "outputs": outputs}
    result = stack.refresh(**show) if action == "refresh" else stack.destroy(**show)
    return {"changes": result.summary.resource_changes, "lines": lines}


try:
    print(json.dumps(main(sys.argv[1], json.loads(sys.argv[2]))))
except auto.CommandError as error:
    print(json.dumps({"error": str(error)}))
