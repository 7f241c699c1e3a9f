using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.Credentials;

namespace Domicile.Aws.Calls;

/// <summary>
/// One AWS Region as this process calls it: who it is there, and where the services are. Lives as long as the process;
/// credentials that end are renewed by the SDK's chain.
/// </summary>
/// <param name="name">Of the AWS Region, such as <c>eu-west-1</c>.</param>
/// <param name="credentials">What calls are signed with.</param>
/// <param name="endpoints">
/// Where a service is, by the name after <c>AWS_ENDPOINT_URL_</c>; null for where AWS has it.
/// </param>
public sealed class SiteAccess(string name, AWSCredentials credentials, Func<string, Uri?> endpoints)
{
    /// <summary>A site whose services are all at one address, such as that of a test's server.</summary>
    public SiteAccess(string name, AWSCredentials credentials, Uri endpoint)
        : this(name, credentials, _ => endpoint)
    {
    }

    /// <summary>Of the AWS Region, such as <c>eu-west-1</c>.</summary>
    public string Name { get; } = name;

    /// <summary>What calls are signed with.</summary>
    public AWSCredentials Credentials { get; } = credentials;

    /// <summary>
    /// As the environment and its profile have it, in the SDK's order: keys in variables, web identity, profile,
    /// container, instance. <c>AWS_ENDPOINT_URL</c> and <c>AWS_ENDPOINT_URL_…</c> move services elsewhere.
    /// </summary>
    /// <exception cref="InvalidDataException">Nothing gives this process credentials.</exception>
    public static SiteAccess FromEnvironment(string name)
    {
        try
        {
            return new(name, DefaultAWSCredentialsIdentityResolver.GetCredentials(), EndpointInEnvironment);
        }
        catch (AmazonClientException e)
        {
            throw new InvalidDataException(
                "nothing gives this process credentials of AWS: no variables, no profile, no role.", e);
        }
    }

    /// <summary>As somebody who is named; only the addresses come from the environment.</summary>
    public static SiteAccess FromEnvironment(string name, AWSCredentials credentials) =>
        new(name, credentials, EndpointInEnvironment);

    /// <summary>Another AWS Region, as the same caller.</summary>
    public SiteAccess In(string other) => other == Name ? this : new SiteAccess(other, Credentials, endpoints);

    /// <summary>The same AWS Region, as somebody else.</summary>
    public SiteAccess As(AWSCredentials other) => new(Name, other, endpoints);

    /// <summary>Where a service that speaks JSON is.</summary>
    public Uri EndpointOf(JsonService service) => EndpointOf(service.EndpointVariable)
        ?? new Uri($"https://{service.Name}.{Name}.{RegionEndpoint.GetBySystemName(Name).PartitionDnsSuffix}/");

    /// <summary>Where a service was moved to; null for where the SDK finds it.</summary>
    internal Uri? EndpointOf(string variable) => endpoints(variable);

    private static Uri? EndpointInEnvironment(string variable)
    {
        var isIgnored = bool.TryParse(
            Environment.GetEnvironmentVariable("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"), out var ignored) && ignored;
        var url = Environment.GetEnvironmentVariable($"AWS_ENDPOINT_URL_{variable}")
            ?? Environment.GetEnvironmentVariable("AWS_ENDPOINT_URL");
        return isIgnored || string.IsNullOrEmpty(url) ? null : new Uri(url);
    }
}
