package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/arn"
	"github.com/aws/aws-sdk-go-v2/aws/transport/http"
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
		return nil, toPluginError(err)
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

// toPluginError prints what AWS's plugin prints: of an error of AWS, its message and its request, but neither its name
// nor its HTTP status. https://github.com/aws/aws-signer-notation-plugin/blob/main/internal/signer/signer.go
func toPluginError(err error) *plugin.Error {
	var apiError smithy.APIError
	if !errors.As(err, &apiError) {
		return plugin.NewGenericError(err.Error())
	}
	message := fmt.Sprintf("Failed to call AWSSigner. Error: %s.", apiError.ErrorMessage())
	var response *http.ResponseError
	if errors.As(err, &response) {
		message += fmt.Sprintf(" RequestID: %s.", response.ServiceRequestID())
	}
	switch apiError.ErrorCode() {
	case "NotFoundException", "ResourceNotFoundException", "ValidationException", "BadRequestException":
		return plugin.NewValidationError(message)
	case "ThrottlingException":
		return plugin.NewError(plugin.ErrorCodeThrottled, message)
	case "AccessDeniedException":
		return plugin.NewError(plugin.ErrorCodeAccessDenied, message)
	default:
		return plugin.NewGenericError(message)
	}
}
