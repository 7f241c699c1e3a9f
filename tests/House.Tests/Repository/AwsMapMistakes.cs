namespace Domicile.House.Tests.Repository;

/// <summary>Maps of AWS that lack a service, or lead nowhere.</summary>
internal static class AwsMapMistakes
{
    private const string Page = "docs/reference/aws-map.md";
    private const string Head = "| service | for what | made by | held by | on this machine |\n|---|---|---|---|---|\n";
    private const string Made = "[A](../../src/Aws/A.cs)";
    private const string Held = "[ATests](../../tests/A/ATests.cs)";

    public static IEnumerable<PlantedMistake> All { get; } =
    [
        new(
            AwsMap.Whole,
            Tree.Of(Page, $"{Head}| S3 | files | {Made} | {Held} | a folder |"),
            $"{Page}:1: SQS is not on the map",
            Tree.Of("docs/a.md", "")),
        new(AwsMap.Led, Map(Made, "none"), $"{Page}:3: the row names no test", Map(Made, Held)),
        new(AwsMap.Led, Map("none", Held), $"{Page}:3: the row says not what makes it", Map(Made, Held)),
        new(
            AwsMap.Led,
            Map(Made, "[B](../../tests/A/BTests.cs)"),
            $"{Page}:3: there is no tests/A/BTests.cs",
            Map(Made, Held)),
        new(AwsMap.Led, Map(Held, Held), $"{Page}:3: tests/A/ATests.cs makes nothing in AWS", Map(Made, Held)),
        new(AwsMap.Led, Map(Made, Made), $"{Page}:3: src/Aws/A.cs is no test", Map(Made, Held)),
        new(
            AwsMap.Led,
            Tree.Of(Page, $"{Head}| S3 | files | {Made} | {Held} |"),
            $"{Page}:3: the row has not got five cells, the last of them on what this machine has",
            Map(Made, Held)),
    ];

    private static Tree Map(string made, string held) =>
        Tree.Of(Page, $"{Head}| S3 | files | {made} | {held} | a folder |")
            .With("src/Aws/A.cs", "class A;")
            .With("tests/A/ATests.cs", "class ATests;");
}
