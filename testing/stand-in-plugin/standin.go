package main

import (
	"context"

	"github.com/notaryproject/notation-plugin-framework-go/plugin"
)

// standIn implements the commands of the plugin contract that the AWS Signer plugin implements.
type standIn struct{}

// GetMetadata returns the plugin's capabilities and says that it is a stand-in.
func (standIn) GetMetadata(context.Context, *plugin.GetMetadataRequest) (*plugin.GetMetadataResponse, error) {
	return &plugin.GetMetadataResponse{
		Name:                      "com.amazonaws.signer.notation.plugin",
		Description:               "A stand-in for the AWS Signer plugin, for the emulated environment only; not made by AWS",
		Version:                   "1.0.2292",
		URL:                       "https://docs.aws.amazon.com/signer/latest/developerguide/container-workflow.html",
		SupportedContractVersions: []string{plugin.ContractVersion},
		Capabilities: []plugin.Capability{
			plugin.CapabilityEnvelopeGenerator,
			plugin.CapabilityTrustedIdentityVerifier,
			plugin.CapabilityRevocationCheckVerifier,
		},
	}, nil
}

// DescribeKey is unsupported, because AWS Signer manages its own keys.
func (standIn) DescribeKey(context.Context, *plugin.DescribeKeyRequest) (*plugin.DescribeKeyResponse, error) {
	return nil, plugin.NewUnsupportedError("DescribeKey operation")
}

// GenerateSignature is unsupported, because AWS Signer returns whole envelopes.
func (standIn) GenerateSignature(context.Context, *plugin.GenerateSignatureRequest) (*plugin.GenerateSignatureResponse, error) {
	return nil, plugin.NewUnsupportedError("GenerateSignature operation")
}
