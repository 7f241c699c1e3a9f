namespace Domicile.Infrastructure.Tests.Checks;

public sealed class CurrentVersionsTests
{
    [Fact]
    public void Every_runtime_and_engine_is_a_current_one() =>
        Assert.Empty(CurrentVersions.Find(SynthesizedWorlds.Resources));

    [Fact]
    public void The_list_has_no_version_that_ended_or_ends_soon() => Assert.DoesNotContain(
        CurrentVersions.All,
        version => version.Value.DayNumber - CurrentVersions.LookedUp.DayNumber < CurrentVersions.DaysLeftMin);

    [Theory]
    [InlineData("AWS::Lambda::Function", """{ "Runtime": "nodejs18.x" }""", "runtime nodejs18.x")]
    [InlineData("AWS::Lambda::Function", """{ "Runtime": { "Ref": "R" } }""", "runtime that is not written out")]
    [InlineData(
        "AWS::RDS::DBCluster",
        """{ "Engine": "aurora-postgresql", "EngineVersion": "13.9" }""",
        "aurora-postgresql 13")]
    [InlineData("AWS::RDS::DBClusterParameterGroup", """{ "Family": "aurora-postgresql12" }""", "aurora-postgresql 12")]
    [InlineData("AWS::EKS::Cluster", """{ "Version": "1.29" }""", "kubernetes 1.29")]
    public void A_planted_old_version_is_named(string type, string properties, string version) => Assert.StartsWith(
        $"Planted/Fault ({type}) names {version}, which is not a current version",
        Assert.Single(CurrentVersions.Find([Resource.Planted(type, properties)])),
        StringComparison.Ordinal);

    [Fact]
    public void A_function_from_an_image_names_no_runtime() => Assert.Empty(CurrentVersions.Find(
        [Resource.Planted("AWS::Lambda::Function", """{ "PackageType": "Image" }""")]));
}
