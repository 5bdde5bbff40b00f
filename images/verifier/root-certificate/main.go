// Command root-certificate reads a certificate in PEM or DER and writes it as PEM if the SHA-256 of its DER matches.
package main

import (
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"encoding/pem"
	"flag"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"time"
)

// A certificate has a few kilobytes; a larger download is something else.
const maxBytes = 64 * 1024

func main() {
	from := flag.String("from", "", "https URL, file URL or path of the certificate")
	fingerprint := flag.String("sha256", "", "expected SHA-256 of the DER, in hexadecimal")
	to := flag.String("to", "", "file to write")
	flag.Parse()
	if err := run(*from, *fingerprint, *to); err != nil {
		fmt.Fprintf(os.Stderr, "root certificate: %v\n", err)
		os.Exit(1)
	}
}

func run(from, fingerprint, to string) error {
	content, err := read(from)
	if err != nil {
		return err
	}
	der, err := toDER(content)
	if err != nil {
		return fmt.Errorf("%s: %w", from, err)
	}
	sum := sha256.Sum256(der)
	if found := hex.EncodeToString(sum[:]); !strings.EqualFold(found, fingerprint) {
		return fmt.Errorf("expected a certificate with SHA-256 fingerprint %s at %s, found %s", fingerprint, from, found)
	}
	return os.WriteFile(to, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}), 0o644)
}

func read(from string) ([]byte, error) {
	if strings.HasPrefix(from, "https://") {
		return download(from)
	}
	if strings.Contains(from, "://") && !strings.HasPrefix(from, "file://") {
		return nil, fmt.Errorf("expected an https or file URL, found %q", from)
	}
	return os.ReadFile(strings.TrimPrefix(from, "file://"))
}

func download(url string) ([]byte, error) {
	client := http.Client{Timeout: time.Minute}
	answer, err := client.Get(url)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("expected the certificate at %s, found HTTP status %s", url, answer.Status)
	}
	return io.ReadAll(io.LimitReader(answer.Body, maxBytes))
}

// toDER returns the first certificate of a PEM file, or the bytes themselves.
func toDER(content []byte) ([]byte, error) {
	der := content
	if block, _ := pem.Decode(content); block != nil {
		der = block.Bytes
	}
	if _, err := x509.ParseCertificate(der); err != nil {
		return nil, fmt.Errorf("expected one certificate in PEM or DER: %w", err)
	}
	return der, nil
}
