using System.Text.Json;
using Domicile.Infrastructure.Tests.Checks;

namespace Domicile.Infrastructure.Tests.Edge;

public sealed class PagesTests
{
    private const string Stack = "Domicile-world-us-east-1-Edge";

    private static readonly JsonElement Distribution = One("AWS::CloudFront::Distribution")
        .GetProperty("DistributionConfig");

    [Fact]
    public void Only_the_pages_are_behind_CloudFront_so_that_no_request_to_an_API_ends_its_TLS_abroad()
    {
        var distributions = SynthesizedWorlds.Resources
            .Where(resource => resource.Type == "AWS::CloudFront::Distribution")
            .ToList();
        Assert.NotEmpty(distributions);
        Assert.All(distributions, each => Assert.Equal(Stack, each.Stack));
        Assert.Equal(["docs.bank.example"], Texts(Distribution.GetProperty("Aliases")));
        var origin = Assert.Single(Distribution.GetProperty("Origins").EnumerateArray());
        Assert.Equal(
            ["Pages", "RegionalDomainName"], Texts(origin.GetProperty("DomainName").GetProperty("Fn::GetAtt")));
        Assert.True(origin.TryGetProperty("OriginAccessControlId", out _));
        var told = Assert.Single(origin.GetProperty("OriginCustomHeaders").EnumerateArray());
        Assert.Equal("X-Domicile-Domain", told.GetProperty("HeaderName").GetString());
        Assert.Equal("bank.example", told.GetProperty("HeaderValue").GetString());
    }

    [Fact]
    public void A_page_is_made_anew_with_a_nonce_that_reaches_the_origin()
    {
        var pages = Distribution.GetProperty("DefaultCacheBehavior");
        Assert.Equal("4135ea2d-6df8-44a3-9df3-4b5a84be39ad", pages.GetProperty("CachePolicyId").GetString());
        var policy = One("AWS::CloudFront::OriginRequestPolicy").GetProperty("OriginRequestPolicyConfig");
        Assert.Equal(["X-Domicile-Nonce"], Texts(policy.GetProperty("HeadersConfig").GetProperty("Headers")));
        var functions = pages.GetProperty("LambdaFunctionAssociations").EnumerateArray().ToDictionary(
            function => function.GetProperty("EventType").GetString()!,
            function => function.GetProperty("LambdaFunctionARN").GetProperty("Ref").GetString()!);
        Assert.Equal(["origin-response", "viewer-request"], functions.Keys.Order());
        Assert.StartsWith("ViewerRequestVersion", functions["viewer-request"], StringComparison.Ordinal);
        Assert.StartsWith("OriginResponseVersion", functions["origin-response"], StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_kept_at_the_edge_runs_no_function_and_allows_nothing()
    {
        var assets = Assert.Single(Distribution.GetProperty("CacheBehaviors").EnumerateArray());
        Assert.Equal("/assets/*", assets.GetProperty("PathPattern").GetString());
        Assert.False(assets.TryGetProperty("LambdaFunctionAssociations", out _));
        var policy = Headers("domicile-assets").GetProperty("ContentSecurityPolicy");
        Assert.StartsWith(
            "default-src 'none'", policy.GetProperty("ContentSecurityPolicy").GetString(), StringComparison.Ordinal);
        Assert.False(Headers("domicile-pages").TryGetProperty("ContentSecurityPolicy", out _));
    }

    [Theory]
    [InlineData("domicile-pages")]
    [InlineData("domicile-assets")]
    public void Every_answer_tells_browsers_to_come_back_by_TLS_for_two_years(string name)
    {
        var tls = Headers(name).GetProperty("StrictTransportSecurity");
        Assert.Equal(63_072_000, tls.GetProperty("AccessControlMaxAgeSec").GetInt32());
        Assert.True(tls.GetProperty("IncludeSubdomains").GetBoolean());
        Assert.True(tls.GetProperty("Override").GetBoolean());
        Assert.Equal("DENY", Headers(name).GetProperty("FrameOptions").GetProperty("FrameOption").GetString());
    }

    [Fact]
    public void Known_attacks_and_too_many_requests_are_refused_and_no_visitor_is_sampled()
    {
        var firewall = One("AWS::WAFv2::WebACL");
        Assert.Equal("CLOUDFRONT", firewall.GetProperty("Scope").GetString());
        var rules = firewall.GetProperty("Rules").EnumerateArray().ToList();
        Assert.Equal(4, rules.Count);
        Assert.Contains(rules, rule => rule.GetProperty("Statement").TryGetProperty("RateBasedStatement", out _));
        Assert.All(rules, rule => Assert.False(
            rule.GetProperty("VisibilityConfig").GetProperty("SampledRequestsEnabled").GetBoolean()));
        Assert.Equal("Firewall", Distribution.GetProperty("WebACLId").GetProperty("Fn::GetAtt")[0].GetString());
    }

    [Fact]
    public void A_function_at_the_edge_is_what_stands_in_the_repository_and_may_do_nothing()
    {
        var role = One("AWS::IAM::Role");
        Assert.False(role.TryGetProperty("Policies", out _));
        Assert.False(role.TryGetProperty("ManagedPolicyArns", out _));
        foreach (var function in Synthesized.FourRegions.Resources(Stack, "AWS::Lambda::Function"))
        {
            var file = function.Properties.GetProperty("FunctionName").GetString()!["domicile-edge-".Length..];
            Assert.Equal(
                File.ReadAllText(Path.Combine(Synthesized.RepositoryRoot, "deploy", "edge", $"{file}.js")),
                function.Properties.GetProperty("Code").GetProperty("ZipFile").GetString());
        }
    }

    [Fact]
    public void The_domain_points_to_each_regions_own_zone() => Assert.Equal(
        ["br.bank.example", "eu.bank.example", "jp.bank.example", "us.bank.example"],
        Synthesized.FourRegions.World.Regions
            .Select(region => Assert.Single(Synthesized.FourRegions.Resources(
                $"Domicile-world-us-east-1-Host-{region.Name}", "AWS::Route53::RecordSet")).Properties)
            .Where(record => record.GetProperty("Type").GetString() == "NS")
            .Select(record => record.GetProperty("Name").GetString())
            .Order());

    private static JsonElement Headers(string name) => Synthesized.FourRegions
        .Resources(Stack, "AWS::CloudFront::ResponseHeadersPolicy")
        .Select(policy => policy.Properties.GetProperty("ResponseHeadersPolicyConfig"))
        .Single(policy => policy.GetProperty("Name").GetString() == name)
        .GetProperty("SecurityHeadersConfig");

    private static JsonElement One(string type) =>
        Assert.Single(Synthesized.FourRegions.Resources(Stack, type)).Properties;

    private static IEnumerable<string?> Texts(JsonElement list) =>
        list.EnumerateArray().Select(text => text.GetString());
}
