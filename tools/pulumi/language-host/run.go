package main

import (
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"sync"
	"time"

	"github.com/google/shlex"
	"github.com/pulumi/pulumi/sdk/v3"
	"github.com/pulumi/pulumi/sdk/v3/go/common/util/rpcutil"
	rpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/grpc"
	"google.golang.org/protobuf/types/known/structpb"
)

// withoutTypeScript starts a plugin with `typescript: false`: cmd/run-plugin and cmd/run-policy-pack
// load ts-node in any case, about a second that compiled JavaScript has no use for.
//
//go:embed without-typescript.js
var withoutTypeScript string

// Run runs a program to its end. A program that fails is an answer, not an error of the call.
func (h *host) Run(ctx context.Context, req *rpc.RunRequest) (*rpc.RunResponse, error) {
	if name := language(); name != "nodejs" {
		return nil, fmt.Errorf("this build of Pulumi generates SDKs for %s and runs no programs: install the official CLI", name)
	}
	ctx, cancel := context.WithCancel(ctx)
	defer context.AfterFunc(h.cancelled, cancel)()
	args := []string{"--parallel", strconv.Itoa(int(req.GetParallel()))}
	for _, flag := range [][2]string{
		{"--monitor", req.GetMonitorAddress()}, {"--engine", h.engine}, {"--tracing", *tracing},
		{"--organization", req.GetOrganization()}, {"--project", req.GetProject()}, {"--stack", req.GetStack()},
		{"--root-directory", req.GetInfo().GetRootDirectory()}, {"--pwd", req.GetPwd()},
	} {
		if flag[1] != "" {
			args = append(args, flag[0], flag[1])
		}
	}
	if req.GetDryRun() {
		args = append(args, "--dry-run")
	}
	// The entry point "." is the folder: Node then looks for package.json's main, or index.
	args = append(append(args, req.GetInfo().GetEntryPoint()), req.GetArgs()...)
	cmd, err := node(ctx, req.GetInfo(), "cmd/run", args)
	if err != nil {
		return nil, err
	}
	// The engine shows what comes out of the host line by line, so the program writes there directly.
	cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
	cmd.Env = append(append(os.Environ(), configuration(req.GetConfig(), req.GetConfigSecretKeys())...),
		"PULUMI_NODEJS_TYPESCRIPT="+strconv.FormatBool(typescript(req.GetInfo())))
	if path := option(req.GetInfo(), "tsconfig").GetStringValue(); path != "" {
		cmd.Env = append(cmd.Env, "PULUMI_NODEJS_TSCONFIG_PATH="+path)
	}
	code, err := exitCode(cmd.Run())
	if err != nil {
		return nil, fmt.Errorf("can't run the program with %s: %w", cmd.Path, err)
	}
	if code == 0 || code == 32 { // cmd/run's exit code for "failed, and the user has read why"
		return &rpc.RunResponse{Bail: code != 0}, nil
	}
	return &rpc.RunResponse{Error: fmt.Sprintf("the program ended with exit code %d", code)}, nil
}

// RunPlugin runs a policy pack or another plugin until it ends or the engine closes the stream.
func (h *host) RunPlugin(req *rpc.RunPluginRequest, server rpc.LanguageRuntime_RunPluginServer) error {
	stream := &oneAtATime[rpc.RunPluginResponse]{ServerStreamingServer: server}
	_, stdout, stderr, err := rpcutil.MakeRunPluginStreams(stream, false /*isTerminal*/)
	if err != nil {
		return err
	}
	directory, pack := req.GetInfo().GetProgramDirectory(), req.GetKind() == "analyzer"
	command, pwd, args := "cmd/run-plugin", req.GetPwd(), append([]string{directory}, req.GetArgs()...)
	if pack {
		// A pack looks up its files in its own folder. Of the arguments it wants the engine's address only.
		command, pwd, args = "cmd/run-policy-pack", directory, []string{h.engine, directory}
	}
	cmd, err := node(server.Context(), req.GetInfo(), command, args)
	if err != nil {
		fmt.Fprintln(stderr, err) // the engine looks for a missing SDK there, and shows it
		return err
	}
	cmd.Dir, cmd.Env, cmd.Stdout, cmd.Stderr = pwd, req.GetEnv(), stdout, stderr
	if pack {
		err = runPolicyPack(server.Context(), cmd, stdout)
	} else {
		err = cmd.Run()
	}
	code, err := exitCode(err)
	if err != nil {
		return fmt.Errorf("can't run %s in %s: %w", command, pwd, err)
	}
	return stream.Send(&rpc.RunPluginResponse{Output: &rpc.RunPluginResponse_Exitcode{Exitcode: int32(code)}})
}

// runPolicyPack starts a pack when the engine has told its proxy the stack's configuration, which packs
// in Node read from their environment. There is none where there is no stack (`pulumi policy publish`).
func runPolicyPack(ctx context.Context, cmd *exec.Cmd, stdout io.Writer) error {
	proxy, packOutput, err := sdk.NewPolicyProxy(ctx, stdout)
	if err != nil {
		return err
	}
	stack, err := proxy.AwaitConfiguration(ctx)
	if err != nil {
		return err
	}
	if stack != nil {
		cmd.Env = append(append(cmd.Env, configuration(stack.GetConfig(), stack.GetConfigSecretKeys())...),
			"PULUMI_NODEJS_PROJECT="+stack.GetProject(), "PULUMI_NODEJS_STACK="+stack.GetStack(),
			"PULUMI_NODEJS_ORGANIZATION="+stack.GetOrganization(),
			"PULUMI_NODEJS_DRY_RUN="+strconv.FormatBool(stack.GetDryRun()))
	}
	cmd.Stdout = packOutput // its first line is the pack's port, for the proxy
	if err := cmd.Start(); err != nil {
		return err
	}
	return proxy.Attach(ctx, cmd)
}

// option is one of `runtime.options` in Pulumi.yaml, PulumiPolicy.yaml or PulumiPlugin.yaml, or nil.
func option(info *rpc.ProgramInfo, name string) *structpb.Value {
	return info.GetOptions().GetFields()[name]
}

func typescript(info *rpc.ProgramInfo) bool {
	value := option(info, "typescript")
	return value == nil || value.GetBoolValue() || value.GetStringValue() == "true"
}

// configuration is put into the environment, where every copy of the SDK that is loaded looks for it.
func configuration(values map[string]string, secretKeys []string) []string {
	config, _ := json.Marshal(maps.Collect(maps.All(values))) // never null, which the SDK can't enumerate
	secrets, _ := json.Marshal(secretKeys)
	return []string{"PULUMI_CONFIG=" + string(config), "PULUMI_CONFIG_SECRET_KEYS=" + string(secrets)}
}

// node prepares one of @pulumi/pulumi's commands, from the copy that the program itself loads, since the
// two share the connection to the engine. When ctx ends it is interrupted, and killed if that is no help.
func node(ctx context.Context, info *rpc.ProgramInfo, command string, args []string) (*exec.Cmd, error) {
	index := installed(info.GetProgramDirectory(), filepath.Join("@pulumi/pulumi", command, "index.js"))
	if index == "" { // the engine recognizes the beginning, Node's own words, and adds a hint
		return nil, fmt.Errorf("Cannot find module '@pulumi/pulumi/%s' from %s: is @pulumi/pulumi "+
			"among its dependencies, and has npm install run?", command, info.GetProgramDirectory())
	}
	start, err := shlex.Split(option(info, "nodeargs").GetStringValue())
	if err != nil {
		return nil, fmt.Errorf("can't read the runtime option nodeargs: %w", err)
	}
	if command != "cmd/run" && !typescript(info) {
		start = append(start, "-e", withoutTypeScript, "--")
	}
	cmd := exec.CommandContext(ctx, "node", append(append(start, index), args...)...)
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	cmd.WaitDelay = 5 * time.Second
	return cmd, nil
}

// installed walks up as Node's resolution does, without the cost of a process that asks Node.
func installed(directory, module string) string {
	directory, _ = filepath.EvalSymlinks(directory) // as Node does before it looks around
	for ; ; directory = filepath.Dir(directory) {
		real, err := filepath.EvalSymlinks(filepath.Join(directory, "node_modules", module))
		if err == nil || directory == filepath.Dir(directory) {
			return real // "" if nothing was found up to the root
		}
	}
}

// exitCode tells a process that ran and failed from one that could not be run.
func exitCode(err error) (int, error) {
	if exit, ok := err.(*exec.ExitError); ok {
		return exit.ExitCode(), nil
	}
	return 0, err
}

// oneAtATime guards a stream that a process's stdout and stderr are both sent on: gRPC allows one sender.
type oneAtATime[T any] struct {
	grpc.ServerStreamingServer[T]
	sending sync.Mutex
}

func (s *oneAtATime[T]) Send(message *T) error {
	s.sending.Lock()
	defer s.sending.Unlock()
	return s.ServerStreamingServer.Send(message)
}
