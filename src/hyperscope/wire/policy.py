"""What the page may load: no inline script or style, and nothing from elsewhere."""

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' blob: data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "worker-src": "'self'",
    "manifest-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'none'",
}


def spelled(policy: dict[str, str]) -> str:
    """The policy as a Content-Security-Policy header or meta tag says it."""
    return "; ".join(f"{name} {value}" for name, value in policy.items())
