using Amazon;
using Amazon.KeyManagementService;
using Amazon.Runtime;
using Amazon.S3;

namespace Domicile.Aws.Calls;

/// <summary>
/// Makes the SDK's clients as this project wants them: bounded time a try, a few tries with random pauses, and the
/// addresses of the site.
/// </summary>
internal static class SdkClients
{
    private static readonly CallLimits Limits = new();

    public static AmazonS3Client Objects(SiteAccess site)
    {
        var config = Configure(new AmazonS3Config(), site, "S3");
        config.Timeout = TimeSpan.FromSeconds(20);

        // Elsewhere than at AWS there is no host name for each bucket.
        config.ForcePathStyle = site.EndpointOf("S3") is not null;
        return new AmazonS3Client(site.Credentials, config);
    }

    public static AmazonKeyManagementServiceClient Keys(SiteAccess site) =>
        new(site.Credentials, Configure(new AmazonKeyManagementServiceConfig(), site, "KMS"));

    private static T Configure<T>(T config, SiteAccess site, string variable)
        where T : ClientConfig
    {
        if (site.EndpointOf(variable) is { } endpoint)
        {
            config.ServiceURL = endpoint.AbsoluteUri;
            config.AuthenticationRegion = site.Name;
        }
        else
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(site.Name);
        }

        config.RetryMode = RequestRetryMode.Standard;
        config.MaxErrorRetry = Limits.TriesMax - 1;
        config.Timeout = Limits.AnswerMax;
        return config;
    }
}
