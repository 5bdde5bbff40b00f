package main

import (
	"context"
	"crypto/sha512"
	"crypto/x509"
	"encoding/hex"
	"fmt"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/signer"
	"github.com/notaryproject/notation-plugin-framework-go/plugin"
)

const platform = "Notation-OCI-SHA384-ECDSA"

// verifyRevocation calls AWS Signer. If the call fails, so does the check, with the error as its reason.
func verifyRevocation(ctx context.Context, request *plugin.VerifySignatureRequest, profileVersion, job string) (*plugin.VerificationResult, error) {
	hashes, err := certificateHashes(request.Signature.CertificateChain)
	if err != nil {
		return nil, plugin.NewValidationErrorf("signature's certificate chain cannot be parsed: %v", err)
	}
	client, err := newClient(ctx, request.PluginConfig)
	if err != nil {
		return nil, plugin.NewGenericError(err.Error())
	}
	output, err := client.GetRevocationStatus(ctx, &signer.GetRevocationStatusInput{
		CertificateHashes:  hashes,
		JobArn:             aws.String(job),
		PlatformId:         aws.String(platform),
		ProfileVersionArn:  aws.String(profileVersion),
		SignatureTimestamp: request.Signature.CriticalAttributes.AuthenticSigningTime,
	})
	if err != nil {
		return &plugin.VerificationResult{Reason: fmt.Sprintf("GetRevocationStatus call failed with error: %v", err)}, nil
	}
	if len(output.RevokedEntities) > 0 {
		return &plugin.VerificationResult{Reason: revocationReason(output.RevokedEntities)}, nil
	}
	return &plugin.VerificationResult{Success: true, Reason: "Signature is not revoked."}, nil
}

func revocationReason(revoked []string) string {
	var resources []string
	for _, entity := range revoked {
		if strings.HasPrefix(entity, "arn:") {
			resources = append(resources, entity)
		}
	}
	var reason string
	if len(resources) > 0 {
		reason = fmt.Sprintf("Resource(s) %s have been revoked.", strings.Join(resources, ", "))
	}
	if len(resources) < len(revoked) {
		reason += "Certificate(s) have been revoked."
	}
	return reason
}

// certificateHashes pairs each certificate with its issuer, as GetRevocationStatus requires. The root is its own issuer.
// https://docs.aws.amazon.com/signer/latest/api/API_GetRevocationStatus.html
func certificateHashes(chain [][]byte) ([]string, error) {
	hashes := make([]string, len(chain))
	for i, der := range chain {
		certificate, err := x509.ParseCertificate(der)
		if err != nil {
			return nil, err
		}
		sum := sha512.Sum384(certificate.RawTBSCertificate)
		own := hex.EncodeToString(sum[:])
		hashes[i] = own
		if i > 0 {
			hashes[i-1] += own
		}
		if i == len(chain)-1 {
			hashes[i] += own
		}
	}
	return hashes, nil
}
