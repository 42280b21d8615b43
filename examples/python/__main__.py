"""A notebook with the typed SDK that `pulumi package gen-sdk` generates (docs/plugin.md)."""

import pulumi
import pulumi_modelarts as modelarts

config = pulumi.Config()

dev = modelarts.Notebook(
    "dev",
    description=config.get("description"),
    flavor="modelarts.vm.cpu.2u",
    image_id="e1a07296-22a8-4f05-8bc8-e936c8e54090",
    volume=modelarts.NotebookVolumeArgs(category="EVS", ownership="MANAGED"),
    endpoints=[
        modelarts.NotebookEndpointArgs(
            service="SSH",
            allowed_access_ips=["203.0.113.0/28"],
            key_pair_names=["team"],
        )
    ],
    lease=modelarts.NotebookLeaseArgs(duration=2 * 60 * 60 * 1000, type="idle"),
)

pulumi.export("status", dev.status)
pulumi.export("url", dev.url)
pulumi.export("token", dev.token)  # stays a secret
