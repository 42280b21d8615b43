package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	gogen "github.com/pulumi/pulumi/pkg/v3/codegen/go"
	"github.com/pulumi/pulumi/pkg/v3/codegen/nodejs"
	"github.com/pulumi/pulumi/pkg/v3/codegen/python"
	"github.com/pulumi/pulumi/pkg/v3/codegen/schema"
	rpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
)

// language is that of the name that the CLI started this program by: it looks for one host a language.
func language() string {
	return strings.TrimPrefix(filepath.Base(os.Args[0]), "pulumi-language-")
}

// GeneratePackage writes the SDK that `pulumi package gen-sdk` asks for.
func (h *host) GeneratePackage(_ context.Context, req *rpc.GeneratePackageRequest) (*rpc.GeneratePackageResponse, error) {
	client, err := schema.NewLoaderClient(req.GetLoaderTarget())
	if err != nil {
		return nil, err
	}
	defer client.Close()
	loader := schema.NewCachedLoader(client)
	var spec schema.PackageSpec
	if err := json.Unmarshal([]byte(req.GetSchema()), &spec); err != nil {
		return nil, fmt.Errorf("can't read the schema: %w", err)
	}
	pkg, found, err := schema.BindSpec(spec, loader, schema.ValidationOptions{AllowDanglingReferences: true})
	if err != nil || found.HasErrors() {
		return &rpc.GeneratePackageResponse{Diagnostics: diagnostics(found)}, err
	}
	files, err := sdkFiles(pkg, req, loader)
	if err != nil {
		return nil, err
	}
	for name, content := range files {
		path := filepath.Join(req.GetDirectory(), name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return nil, err
		}
		if err := os.WriteFile(path, content, 0o644); err != nil {
			return nil, err
		}
	}
	return &rpc.GeneratePackageResponse{Diagnostics: diagnostics(found)}, nil
}

func sdkFiles(pkg *schema.Package, req *rpc.GeneratePackageRequest, loader schema.ReferenceLoader) (map[string][]byte, error) {
	const tool = "pulumi-modelarts/tools/pulumi"
	switch language() {
	case "python":
		return python.GeneratePackage(tool, pkg, req.GetExtraFiles(), loader)
	case "go":
		return gogen.GeneratePackage(tool, pkg, req.GetLocalDependencies())
	default:
		return nodejs.GeneratePackage(tool, pkg, req.GetExtraFiles(), req.GetLocalDependencies(), req.GetLocal(), loader)
	}
}
