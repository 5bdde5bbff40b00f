package main

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/signer"
)

// newClient creates a client of AWS Signer from the environment and the plugin configuration keys of AWS's plugin.
func newClient(ctx context.Context, settings map[string]string) (*signer.Client, error) {
	var options []func(*config.LoadOptions) error
	if region := settings["aws-region"]; region != "" {
		options = append(options, config.WithRegion(region))
	}
	if profile := settings["aws-profile"]; profile != "" {
		options = append(options, config.WithSharedConfigProfile(profile))
	}
	loaded, err := config.LoadDefaultConfig(ctx, options...)
	if err != nil {
		return nil, err
	}
	return signer.NewFromConfig(loaded, func(o *signer.Options) {
		if endpoint := settings["aws-signer-endpoint-url"]; endpoint != "" {
			o.BaseEndpoint = aws.String(endpoint)
		}
	}), nil
}
