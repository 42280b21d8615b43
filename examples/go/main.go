// A notebook with the typed SDK that `pulumi package gen-sdk` generates (docs/plugin.md).
package main

import (
	"time"

	"example.com/pulumi-modelarts/sdk/go/modelarts"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi/config"
)

func main() { pulumi.Run(program) }

func program(ctx *pulumi.Context) error {
	args := &modelarts.NotebookArgs{
		Flavor:  pulumi.String("modelarts.vm.cpu.2u"),
		ImageId: pulumi.String("e1a07296-22a8-4f05-8bc8-e936c8e54090"),
		Volume: modelarts.NotebookVolumeArgs{
			Category:  pulumi.String("EVS"),
			Ownership: pulumi.String("MANAGED"),
		},
		Endpoints: modelarts.NotebookEndpointArray{modelarts.NotebookEndpointArgs{
			Service:          pulumi.String("SSH"),
			AllowedAccessIps: pulumi.ToStringArray([]string{"203.0.113.0/28"}),
			KeyPairNames:     pulumi.ToStringArray([]string{"team"}),
		}},
		Lease: modelarts.NotebookLeaseArgs{
			Duration: pulumi.Int(int((2 * time.Hour).Milliseconds())),
			Type:     pulumi.String("idle"),
		},
	}
	if description := config.New(ctx, "").Get("description"); description != "" {
		args.Description = pulumi.String(description)
	}
	dev, err := modelarts.NewNotebook(ctx, "dev", args)
	if err != nil {
		return err
	}
	ctx.Export("status", dev.Status)
	ctx.Export("url", dev.Url)
	ctx.Export("token", dev.Token) // stays a secret
	return nil
}
