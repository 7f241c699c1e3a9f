namespace Domicile.Aws.Calls;

/// <summary>A service of AWS that speaks JSON over HTTP with one address for all its operations.</summary>
/// <param name="Name">As its host and its signatures have it, such as <c>sqs</c>.</param>
/// <param name="Target">What stands before an operation in <c>X-Amz-Target</c>.</param>
/// <param name="Version">Of the JSON protocol: <c>1.0</c> or <c>1.1</c>.</param>
/// <param name="EndpointVariable">
/// Follows <c>AWS_ENDPOINT_URL_</c> in the environment, as the SDKs name the service.
/// </param>
public sealed record JsonService(string Name, string Target, string Version, string EndpointVariable)
{
    public static JsonService Queues { get; } = new("sqs", "AmazonSQS", "1.0", "SQS");

    public static JsonService Secrets { get; } = new("secretsmanager", "secretsmanager", "1.1", "SECRETS_MANAGER");

    public static JsonService Parameters { get; } = new("ssm", "AmazonSSM", "1.1", "SSM");

    public static JsonService Tags { get; } =
        new("tagging", "ResourceGroupsTaggingAPI_20170126", "1.1", "RESOURCE_GROUPS_TAGGING_API");

    public static JsonService SignIns { get; } =
        new("cognito-idp", "AWSCognitoIdentityProviderService", "1.1", "COGNITO_IDENTITY_PROVIDER");

    public static JsonService Metrics { get; } =
        new("monitoring", "GraniteServiceVersion20100801", "1.0", "CLOUDWATCH");
}
