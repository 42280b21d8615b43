package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/pulumi/pulumi/pkg/v3/codegen/nodejs"
	"github.com/pulumi/pulumi/pkg/v3/codegen/pcl"
	"github.com/pulumi/pulumi/pkg/v3/codegen/schema"
	"github.com/pulumi/pulumi/pkg/v3/resource/plugin"
	"github.com/pulumi/pulumi/sdk/v3/go/common/util/rpcutil"
	"github.com/pulumi/pulumi/sdk/v3/go/common/workspace"
	"github.com/pulumi/pulumi/sdk/v3/nodejs/npm"
	rpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	codegenrpc "github.com/pulumi/pulumi/sdk/v3/proto/go/codegen"
)

// GetRequiredPackages names none: the engine finds a plugin when a resource asks for it.
func (h *host) GetRequiredPackages(context.Context, *rpc.GetRequiredPackagesRequest) (*rpc.GetRequiredPackagesResponse, error) {
	return &rpc.GetRequiredPackagesResponse{}, nil
}

// About is asked in every preview, so it asks Node alone: npm takes most of a second to say its version.
func (h *host) About(ctx context.Context, _ *rpc.AboutRequest) (*rpc.AboutResponse, error) {
	cmd := exec.CommandContext(ctx, "node", "--version")
	out, err := cmd.Output()
	return &rpc.AboutResponse{Executable: cmd.Path, Version: strings.TrimSpace(string(out))}, err
}

// GetProgramDependencies lists what is installed of what package.json asks for, for `pulumi about`.
func (h *host) GetProgramDependencies(
	_ context.Context, req *rpc.GetProgramDependenciesRequest,
) (*rpc.GetProgramDependenciesResponse, error) {
	path, err := npm.SearchupPackageManifest(req.GetInfo().GetProgramDirectory())
	manifest, _, _ := npm.ReadPackageManifest(filepath.Dir(path)) // what can't be read lists nothing
	var dependencies []*rpc.DependencyInfo
	for _, field := range []string{"dependencies", "devDependencies"} {
		wanted, _ := manifest[field].(map[string]any)
		for name := range wanted {
			if folder := installed(filepath.Dir(path), name); folder != "" {
				found, _, _ := npm.ReadPackageManifest(folder)
				version := fmt.Sprint(found["version"])
				dependencies = append(dependencies, &rpc.DependencyInfo{Name: name, Version: version})
			}
		}
	}
	return &rpc.GetProgramDependenciesResponse{Dependencies: dependencies}, err
}

// InstallDependencies is `pulumi install`, with npm or what the option packagemanager names.
func (h *host) InstallDependencies(
	req *rpc.InstallDependenciesRequest, server rpc.LanguageRuntime_InstallDependenciesServer,
) error {
	stream := &oneAtATime[rpc.InstallDependenciesResponse]{ServerStreamingServer: server}
	_, stdout, stderr, err := rpcutil.MakeInstallDependenciesStreams(stream, false /*isTerminal*/)
	if err != nil {
		return err
	}
	directory := req.GetInfo().GetProgramDirectory()
	manager := npm.PackageManagerType(option(req.GetInfo(), "packagemanager").GetStringValue())
	if name, err := npm.Install(server.Context(), manager, directory, false, stdout, stderr); err != nil {
		return fmt.Errorf("%s install in %s failed: %w", name, directory, err)
	}
	return nil
}

// GenerateProgram writes the code that `pulumi import` prints.
func (h *host) GenerateProgram(ctx context.Context, req *rpc.GenerateProgramRequest) (*rpc.GenerateProgramResponse, error) {
	directory, err := os.MkdirTemp("", "pulumi-program-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(directory)
	for name, source := range req.GetSource() {
		if err := os.WriteFile(filepath.Join(directory, name), []byte(source), 0o600); err != nil {
			return nil, err
		}
	}
	program, found, err := bind(ctx, directory, req.GetLoaderTarget(), req.GetStrict())
	if program == nil {
		return &rpc.GenerateProgramResponse{Diagnostics: found}, err
	}
	files, written, err := nodejs.GenerateProgram(program)
	return &rpc.GenerateProgramResponse{Source: files, Diagnostics: append(found, diagnostics(written)...)}, err
}

// GenerateProject writes the folder that `pulumi convert --language nodejs` asks for.
func (h *host) GenerateProject(ctx context.Context, req *rpc.GenerateProjectRequest) (*rpc.GenerateProjectResponse, error) {
	program, found, err := bind(ctx, req.GetSourceDirectory(), req.GetLoaderTarget(), req.GetStrict())
	if program != nil {
		var project workspace.Project
		if err = json.Unmarshal([]byte(req.GetProject()), &project); err == nil {
			err = nodejs.GenerateProject(req.GetTargetDirectory(), project, program, req.GetLocalDependencies(),
				false /*forceTsc*/, "nodejs")
		}
	}
	return &rpc.GenerateProjectResponse{Diagnostics: found}, err
}

// bind reads PCL, the language that the engine writes programs in, with the schemas that it serves. There
// is no program if the code has errors: the diagnostics are the answer then.
func bind(ctx context.Context, directory, target string, strict bool) (*pcl.Program, []*codegenrpc.Diagnostic, error) {
	loader, err := schema.NewLoaderClient(target)
	if err != nil {
		return nil, nil, err
	}
	context.AfterFunc(ctx, func() { loader.Close() }) // after the call: a program reads schemas lazily
	var opts []pcl.BindOption
	if !strict {
		opts = pcl.NonStrictBindOptions()
	}
	program, found, err := pcl.BindDirectory(directory, schema.NewCachedLoader(loader), opts...)
	if found.HasErrors() {
		program = nil
	}
	return program, diagnostics(found), err
}

func diagnostics(found hcl.Diagnostics) (answer []*codegenrpc.Diagnostic) {
	for _, diagnostic := range found {
		answer = append(answer, plugin.HclDiagnosticToRPCDiagnostic(diagnostic))
	}
	return answer
}
