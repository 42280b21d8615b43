package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/auto"
)

type output struct {
	Value  any  `json:"value"`
	Secret bool `json:"secret"`
}

type result struct {
	Changes map[string]int    `json:"changes"`
	Outputs map[string]output `json:"outputs"`
}

// TestRun runs the program of the folder with the Automation API: ACTION is up, preview or destroy. The language host
// that is built here runs no Go. The line that begins with "result " is JSON.
func TestRun(t *testing.T) {
	found, err := run(context.Background(), os.Getenv("ACTION"))
	if err != nil {
		t.Fatal(err)
	}
	line, err := json.Marshal(found)
	if err != nil {
		t.Fatal(err)
	}
	fmt.Printf("result %s\n", line)
}

func run(ctx context.Context, action string) (result, error) {
	found := result{Changes: map[string]int{}, Outputs: map[string]output{}}
	stack, err := auto.SelectStackInlineSource(ctx, "test", "test", program, auto.WorkDir("."))
	if err != nil {
		return found, err
	}
	switch action {
	case "preview":
		preview, err := stack.Preview(ctx)
		for kind, count := range preview.ChangeSummary {
			found.Changes[string(kind)] = count
		}
		return found, err
	case "up":
		up, err := stack.Up(ctx)
		if err == nil {
			found.Changes = *up.Summary.ResourceChanges
			for key, each := range up.Outputs {
				found.Outputs[key] = output{each.Value, each.Secret}
			}
		}
		return found, err
	default:
		destroyed, err := stack.Destroy(ctx)
		if err == nil {
			found.Changes = *destroyed.Summary.ResourceChanges
		}
		return found, err
	}
}
