package main

import (
	"context"
	"fmt"

	"github.com/notaryproject/notation-plugin-framework-go/plugin"
)

const (
	attributeProfileVersion = "com.amazonaws.signer.signingProfileVersion"
	attributeJob            = "com.amazonaws.signer.signingJob"
	signingAuthority        = "notary.x509.signingAuthority"
)

// VerifySignature verifies that a trusted identity made the signature, and that nothing about it is revoked.
func (standIn) VerifySignature(ctx context.Context, request *plugin.VerifySignatureRequest) (*plugin.VerifySignatureResponse, error) {
	attributes := request.Signature.CriticalAttributes
	if attributes.SigningScheme != signingAuthority {
		return nil, plugin.NewUnsupportedError(fmt.Sprintf("signing scheme %q", attributes.SigningScheme))
	}
	profileVersion, err := stringAttribute(attributes, attributeProfileVersion)
	if err != nil {
		return nil, err
	}
	job, err := stringAttribute(attributes, attributeJob)
	if err != nil {
		return nil, err
	}
	response := &plugin.VerifySignatureResponse{
		VerificationResults: map[plugin.Capability]*plugin.VerificationResult{},
		ProcessedAttributes: []interface{}{attributeProfileVersion, attributeJob},
	}
	for _, capability := range request.TrustPolicy.SignatureVerification {
		switch capability {
		case plugin.CapabilityTrustedIdentityVerifier:
			response.VerificationResults[capability], err = verifyIdentity(profileVersion, request.TrustPolicy.TrustedIdentities)
		case plugin.CapabilityRevocationCheckVerifier:
			response.VerificationResults[capability], err = verifyRevocation(ctx, request, profileVersion, job)
		default:
			err = plugin.NewUnsupportedError(fmt.Sprintf("capability %q", capability))
		}
		if err != nil {
			return nil, err
		}
	}
	return response, nil
}

func stringAttribute(attributes plugin.CriticalAttributes, name string) (string, error) {
	value, isString := attributes.ExtendedAttributes[name].(string)
	if !isString || value == "" {
		return "", plugin.NewValidationErrorf("signature has no critical attribute %q", name)
	}
	return value, nil
}
