/** A program without resources. */
require("@pulumi/pulumi");
