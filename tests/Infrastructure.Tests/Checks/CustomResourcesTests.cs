namespace Domicile.Infrastructure.Tests.Checks;

public sealed class CustomResourcesTests
{
    [Fact]
    public void No_template_has_a_custom_resource()
    {
        Assert.NotEmpty(SynthesizedWorlds.Resources);
        Assert.Empty(CustomResources.Find(SynthesizedWorlds.Resources));
    }

    [Theory]
    [InlineData("AWS::CloudFormation::CustomResource")]
    [InlineData("Custom::S3AutoDeleteObjects")]
    [InlineData("Somebody::Else::Thing")]
    public void A_planted_custom_resource_is_named(string type) => Assert.StartsWith(
        $"Planted/Fault ({type}) is a custom resource",
        Assert.Single(CustomResources.Find([Resource.Planted(type, "{}")])),
        StringComparison.Ordinal);
}
