namespace Domicile.Infrastructure.Tests.Checks;

public sealed class TagsTests
{
    [Fact]
    public void Whatever_can_be_tagged_says_its_world_region_site_and_stack() =>
        Assert.Empty(TagsCheck.Find(SynthesizedWorlds.Resources));

    [Theory]
    [InlineData("""{}""", "domicile:region, domicile:site, domicile:stack, domicile:world")]
    [InlineData(
        """{ "Tags": [{ "Key": "domicile:region", "Value": "eu" }, { "Key": "domicile:stack", "Value": "s" }] }""",
        "domicile:site, domicile:world")]
    [InlineData(
        """{ "Tags": { "domicile:region": "eu", "domicile:site": "s", "domicile:stack": "s" } }""", "domicile:world")]
    public void A_planted_missing_tag_is_named(string properties, string missing) => Assert.StartsWith(
        $"Planted/Fault (AWS::SQS::Queue) has no {missing}.",
        Assert.Single(TagsCheck.Find([Resource.Planted("AWS::SQS::Queue", properties)])),
        StringComparison.Ordinal);
}
