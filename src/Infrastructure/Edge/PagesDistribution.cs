using Amazon.CDK.AWS.CloudFront;
using Domicile.Infrastructure.Stacks;

namespace Domicile.Infrastructure.Edge;

/// <summary>
/// CloudFront before the pages. A page is asked for anew each time, with a nonce of its own; what pages are made of,
/// under <c>/assets/</c>, is kept at the edge and has no functions.
/// </summary>
internal sealed class PagesDistribution
{
    /// <summary>The hosted zone of every distribution, which is AWS's.</summary>
    public const string Zone = "Z2FDTNDATAQYW2";

    /// <summary>
    /// AWS's own policies: no copy at the edge, and copies as long as the origin says, without cookies.
    /// </summary>
    private const string CachingDisabled = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";

    private const string CachingOptimized = "658327ea-f89d-4fab-a63d-7e88639e58f6";

    /// <summary>Two years: what browsers want before they take a host into their own lists.</summary>
    private const int TlsSeconds = 63_072_000;

    private const string Origin = "pages";

    private readonly WorldStack stack;

    public PagesDistribution(WorldStack stack, PagesParts parts)
    {
        this.stack = stack;
        var headers = Headers("Assets", "default-src 'none'; frame-ancestors 'none'").Ref;
        Distribution = new CfnDistribution(stack, "Distribution", new CfnDistributionProps
        {
            DistributionConfig = new CfnDistribution.DistributionConfigProperty
            {
                Enabled = true,
                Comment = $"Pages at {parts.Host}",
                Aliases = [parts.Host],
                HttpVersion = "http2and3",
                Ipv6Enabled = true,
                PriceClass = "PriceClass_All",
                DefaultRootObject = "index.html",
                WebAclId = parts.Firewall,
                ViewerCertificate = new CfnDistribution.ViewerCertificateProperty
                {
                    AcmCertificateArn = parts.Certificate,
                    MinimumProtocolVersion = "TLSv1.2_2021",
                    SslSupportMethod = "sni-only",
                },
                Origins = new object[] { Bucket(parts) },
                DefaultCacheBehavior = Pages(),
                CacheBehaviors = new object[]
                {
                    new CfnDistribution.CacheBehaviorProperty
                    {
                        PathPattern = "/assets/*",
                        TargetOriginId = Origin,
                        ViewerProtocolPolicy = "redirect-to-https",
                        AllowedMethods = ["GET", "HEAD"],
                        Compress = true,
                        CachePolicyId = CachingOptimized,
                        ResponseHeadersPolicyId = headers,
                    },
                },
            },
        });
    }

    public CfnDistribution Distribution { get; }

    private CfnDistribution.DefaultCacheBehaviorProperty Pages()
    {
        var role = EdgeFunction.Role(stack);
        return new CfnDistribution.DefaultCacheBehaviorProperty
        {
            TargetOriginId = Origin,
            ViewerProtocolPolicy = "redirect-to-https",
            AllowedMethods = ["GET", "HEAD"],
            Compress = true,
            CachePolicyId = CachingDisabled,
            OriginRequestPolicyId = HandTheNonceOn().Ref,
            ResponseHeadersPolicyId = Headers("Pages", policy: null).Ref,
            LambdaFunctionAssociations = new object[]
            {
                Runs("viewer-request", EdgeFunction.Add(stack, "ViewerRequest", "viewer-request.js", role)),
                Runs("origin-response", EdgeFunction.Add(stack, "OriginResponse", "origin-response.js", role)),
            },
        };
    }

    private static CfnDistribution.LambdaFunctionAssociationProperty Runs(string when, string version) =>
        new() { EventType = when, LambdaFunctionArn = version, IncludeBody = false };

    private CfnDistribution.OriginProperty Bucket(PagesParts parts)
    {
        var access = new CfnOriginAccessControl(stack, "Access", new CfnOriginAccessControlProps
        {
            OriginAccessControlConfig = new CfnOriginAccessControl.OriginAccessControlConfigProperty
            {
                Name = $"domicile-pages-{stack.Account}",
                OriginAccessControlOriginType = "s3",
                SigningBehavior = "always",
                SigningProtocol = "sigv4",
            },
        });
        return new CfnDistribution.OriginProperty
        {
            Id = Origin,
            DomainName = parts.Bucket.AttrRegionalDomainName,
            OriginAccessControlId = access.AttrId,
            S3OriginConfig = new CfnDistribution.S3OriginConfigProperty { OriginAccessIdentity = string.Empty },

            // A function at the edge has no settings; this is how it learns whose hosts are ours.
            OriginCustomHeaders = new object[]
            {
                new CfnDistribution.OriginCustomHeaderProperty
                {
                    HeaderName = "X-Domicile-Domain",
                    HeaderValue = parts.Domain,
                },
            },
        };
    }

    private CfnOriginRequestPolicy HandTheNonceOn() => new(stack, "Nonce", new CfnOriginRequestPolicyProps
    {
        OriginRequestPolicyConfig = new CfnOriginRequestPolicy.OriginRequestPolicyConfigProperty
        {
            Name = "domicile-nonce",
            CookiesConfig = new CfnOriginRequestPolicy.CookiesConfigProperty { CookieBehavior = "none" },
            QueryStringsConfig = new CfnOriginRequestPolicy.QueryStringsConfigProperty { QueryStringBehavior = "none" },
            HeadersConfig = new CfnOriginRequestPolicy.HeadersConfigProperty
            {
                HeaderBehavior = "whitelist",
                Headers = ["X-Domicile-Nonce"],
            },
        },
    });

    /// <summary>Headers of every answer; a page's own policy comes from the function.</summary>
    private CfnResponseHeadersPolicy Headers(string id, string? policy) => new(
        stack,
        $"HeadersOf{id}",
        new CfnResponseHeadersPolicyProps
        {
            ResponseHeadersPolicyConfig = new CfnResponseHeadersPolicy.ResponseHeadersPolicyConfigProperty
            {
                Name = $"domicile-{id.ToLowerInvariant()}",
                RemoveHeadersConfig = new CfnResponseHeadersPolicy.RemoveHeadersConfigProperty
                {
                    Items = new object[] { new CfnResponseHeadersPolicy.RemoveHeaderProperty { Header = "Server" } },
                },
                SecurityHeadersConfig = Security(policy),
                CustomHeadersConfig = new CfnResponseHeadersPolicy.CustomHeadersConfigProperty
                {
                    Items = new object[]
                    {
                        Said("Cross-Origin-Opener-Policy", "same-origin"),
                        Said("Cross-Origin-Resource-Policy", "same-origin"),
                        Said("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
                    },
                },
            },
        });

    private static CfnResponseHeadersPolicy.CustomHeaderProperty Said(string name, string value) =>
        new() { Header = name, Value = value, Override = true };

    private static CfnResponseHeadersPolicy.SecurityHeadersConfigProperty Security(string? policy) => new()
    {
        StrictTransportSecurity = new CfnResponseHeadersPolicy.StrictTransportSecurityProperty
        {
            AccessControlMaxAgeSec = TlsSeconds,
            IncludeSubdomains = true,
            Preload = true,
            Override = true,
        },
        ContentTypeOptions = new CfnResponseHeadersPolicy.ContentTypeOptionsProperty { Override = true },
        FrameOptions = new CfnResponseHeadersPolicy.FrameOptionsProperty { FrameOption = "DENY", Override = true },
        ReferrerPolicy = new CfnResponseHeadersPolicy.ReferrerPolicyProperty
        {
            ReferrerPolicy = "no-referrer",
            Override = true,
        },
        ContentSecurityPolicy = policy is null
            ? null
            : new CfnResponseHeadersPolicy.ContentSecurityPolicyProperty
            {
                ContentSecurityPolicy = policy,
                Override = true,
            },
    };
}
