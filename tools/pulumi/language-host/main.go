// Command pulumi-language-nodejs runs Node programs, policy packs and plugins for a Pulumi CLI that was
// built from source: the official host ships with the official CLI only. The engine starts it with its own
// address, reads a port from its first line and calls the gRPC service LanguageRuntime there. Under the names
// pulumi-language-python and pulumi-language-go it generates SDKs, and runs nothing.
package main

import (
	"context"
	"flag"
	"fmt"
	"log"
	"time"

	"github.com/pulumi/pulumi/sdk/v3/go/common/util/logging"
	"github.com/pulumi/pulumi/sdk/v3/go/common/util/rpcutil"
	"github.com/pulumi/pulumi/sdk/v3/go/common/version"
	rpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/grpc"
	"google.golang.org/protobuf/types/known/emptypb"
)

var tracing = flag.String("tracing", "", "a Zipkin-compatible endpoint that programs are given")

// host answers what the engine asks; for the methods that are missing here it is "unimplemented".
type host struct {
	rpc.UnimplementedLanguageRuntimeServer
	engine    string          // the engine's address, which programs log to
	cancelled context.Context // ends programs and installations that are under way
	cancel    context.CancelFunc
}

func main() {
	flag.Parse() // package logging has registered -v and --logtostderr
	logging.InitLogging(false, 0, false)
	cancelled, cancel := context.WithCancel(context.Background())
	h, stop := &host{engine: flag.Arg(0), cancelled: cancelled, cancel: cancel}, make(chan bool)
	if h.engine != "" {
		// An engine that was killed can't stop its plugins: without this, the host would stay for ever.
		gone := func() { cancel(); close(stop) }
		if err := rpcutil.Healthcheck(context.Background(), h.engine, time.Minute, gone); err != nil {
			log.Fatalf("pulumi-language-nodejs can't watch the engine at %s: %v", h.engine, err)
		}
	}
	handle, err := rpcutil.ServeWithOptions(rpcutil.ServeOptions{Cancel: stop, Init: func(s *grpc.Server) error {
		rpc.RegisterLanguageRuntimeServer(s, h)
		return nil
	}})
	if err != nil {
		log.Fatalf("pulumi-language-nodejs can't serve: %v", err)
	}
	fmt.Println(handle.Port)
	<-handle.Done
}

// Handshake replaces the address on the command line where the engine attaches to a running host.
func (h *host) Handshake(_ context.Context, req *rpc.LanguageHandshakeRequest) (*rpc.LanguageHandshakeResponse, error) {
	h.engine = req.GetEngineAddress()
	return &rpc.LanguageHandshakeResponse{}, nil
}

// GetPluginInfo answers the CLI's version, since both are built together.
func (h *host) GetPluginInfo(context.Context, *emptypb.Empty) (*rpc.PluginInfo, error) {
	return &rpc.PluginInfo{Version: version.Version}, nil
}

// Cancel is the first Ctrl-C. It ends the program, which then registers nothing more. Plugins stay: one
// may be in a create, whose end the engine awaits and records before it closes RunPlugin's stream.
func (h *host) Cancel(context.Context, *emptypb.Empty) (*emptypb.Empty, error) {
	h.cancel()
	return &emptypb.Empty{}, nil
}
