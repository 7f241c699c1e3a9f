namespace Domicile.Aws.Calls;

/// <summary>A service of AWS that takes its operations as a form and answers with XML.</summary>
/// <param name="Name">As its host and its signatures have it, such as <c>ec2</c>.</param>
/// <param name="Version">Of its operations, a day.</param>
/// <param name="EndpointVariable">Follows <c>AWS_ENDPOINT_URL_</c> in the environment.</param>
public sealed record QueryService(string Name, string Version, string EndpointVariable)
{
    public static QueryService Machines { get; } = new("ec2", "2016-11-15", "EC2");

    public static QueryService Databases { get; } = new("rds", "2014-10-31", "RDS");

    public static QueryService Tokens { get; } = new("sts", "2011-06-15", "STS");
}
