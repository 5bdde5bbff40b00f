// Command plugin is a stand-in for the AWS Signer plugin for Notation. It implements the same plugin contract and calls
// the same AWS Signer operations through AWS's SDK, so that errors, retries and endpoints behave the same.
// It is for the emulated environment only and is never part of a deployed image.
package main

import (
	"context"
	"fmt"
	"os"

	"github.com/notaryproject/notation-plugin-framework-go/cli"
)

func main() {
	executable, err := cli.New(standIn{})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	executable.Execute(context.Background(), os.Args)
}
