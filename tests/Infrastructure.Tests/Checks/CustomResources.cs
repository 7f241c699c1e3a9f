namespace Domicile.Infrastructure.Tests.Checks;

/// <summary>Resources that a function of ours would have to make: their handlers' runtimes age unseen.</summary>
internal static class CustomResources
{
    public static IEnumerable<string> Find(IEnumerable<Resource> resources) =>
        from resource in resources
        where resource.Type is "AWS::CloudFormation::CustomResource" or "AWS::CloudFormation::Macro"
            || resource.Type.StartsWith("Custom::", StringComparison.Ordinal)
            || !resource.Type.StartsWith("AWS::", StringComparison.Ordinal)
        select $"{resource} is a custom resource. Say it in plain resources, or in a step of the deployment.";
}
