package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/arn"
	"github.com/aws/aws-sdk-go-v2/service/signer"
	"github.com/aws/smithy-go"
	"github.com/notaryproject/notation-plugin-framework-go/plugin"
)

const (
	jwsEnvelope       = "application/jose+json"
	profileArnPrefix  = "/signing-profiles/"
	signerServiceName = "signer"
)

// GenerateEnvelope lets AWS Signer sign the payload with the profile in the key id.
func (standIn) GenerateEnvelope(ctx context.Context, request *plugin.GenerateEnvelopeRequest) (*plugin.GenerateEnvelopeResponse, error) {
	if request.SignatureEnvelopeType != jwsEnvelope {
		return nil, plugin.NewUnsupportedError(fmt.Sprintf("envelope type %q", request.SignatureEnvelopeType))
	}
	if request.ExpiryDurationInSeconds != 0 {
		return nil, plugin.NewUnsupportedError("-e or --expiry argument")
	}
	profile, err := parseProfile(request.KeyID)
	if err != nil {
		return nil, plugin.NewValidationError(err.Error())
	}
	client, err := newClient(ctx, request.PluginConfig)
	if err != nil {
		return nil, plugin.NewGenericError(err.Error())
	}
	output, err := client.SignPayload(ctx, &signer.SignPayloadInput{
		Payload:       request.Payload,
		PayloadFormat: aws.String(request.PayloadType),
		ProfileName:   aws.String(profile.name),
		ProfileOwner:  aws.String(profile.owner),
	})
	if err != nil {
		return nil, toPluginError("SignPayload", err)
	}
	return &plugin.GenerateEnvelopeResponse{
		SignatureEnvelope:     output.Signature,
		SignatureEnvelopeType: request.SignatureEnvelopeType,
		Annotations:           output.Metadata,
	}, nil
}

type profile struct{ name, owner string }

func parseProfile(keyID string) (profile, error) {
	parsed, err := arn.Parse(keyID)
	if err != nil || parsed.Service != signerServiceName || !strings.HasPrefix(parsed.Resource, profileArnPrefix) {
		return profile{}, fmt.Errorf("%s is not a valid AWS Signer signing profile or signing profile version ARN", keyID)
	}
	name, _, _ := strings.Cut(strings.TrimPrefix(parsed.Resource, profileArnPrefix), "/")
	return profile{name: name, owner: parsed.AccountID}, nil
}

func toPluginError(operation string, err error) error {
	message := fmt.Sprintf("%s call failed with error: %v", operation, err)
	var apiError smithy.APIError
	if errors.As(err, &apiError) {
		switch apiError.ErrorCode() {
		case "AccessDeniedException":
			return plugin.NewError(plugin.ErrorCodeAccessDenied, message)
		case "TooManyRequestsException", "ThrottlingException":
			return plugin.NewError(plugin.ErrorCodeThrottled, message)
		case "ValidationException", "ResourceNotFoundException":
			return plugin.NewValidationError(message)
		}
	}
	return plugin.NewGenericError(message)
}
