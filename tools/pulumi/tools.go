//go:build tools

// Package tools makes the Pulumi CLI a dependency of this module: without an import `go mod tidy`
// would drop the CLI's own requirements, and building it would then need to change go.mod.
package tools

import _ "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi"
