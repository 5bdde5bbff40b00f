package main

import (
	"regexp"
	"strings"

	"github.com/notaryproject/notation-plugin-framework-go/plugin"
)

var profileArn = regexp.MustCompile(`(?i)^arn:aws[a-z-]*:signer:[a-z0-9-]+:\d{12}:/signing-profiles/[a-z0-9_]{2,64}(/[a-z0-9]{10})?$`)

// verifyIdentity compares case-insensitively. A profile's ARN matches all its versions, a version's ARN only itself.
func verifyIdentity(profileVersion string, trusted []string) (*plugin.VerificationResult, error) {
	signed := strings.ToLower(profileVersion)
	if !profileArn.MatchString(signed) {
		return nil, plugin.NewValidationErrorf("%q is not a signing profile version ARN", profileVersion)
	}
	matches := false
	for _, identity := range trusted {
		if !profileArn.MatchString(identity) {
			return nil, plugin.NewValidationErrorf("trusted identity %q is not a signing profile or signing profile version ARN", identity)
		}
		wanted := strings.ToLower(identity)
		matches = matches || signed == wanted || strings.HasPrefix(signed, wanted+"/")
	}
	if !matches {
		return &plugin.VerificationResult{Reason: "Signature publisher doesn't match any trusted identities."}, nil
	}
	return &plugin.VerificationResult{Success: true, Reason: "Signature publisher matches a trusted identity."}, nil
}
