using Domicile.House.Tests.Arrows;
using Domicile.House.Tests.Code;
using Domicile.House.Tests.Repository;
using Domicile.House.Tests.Sizes;
using Domicile.House.Tests.Sql;

namespace Domicile.House.Tests;

/// <summary>All rules of the house, and a mistake or more for each.</summary>
internal static class HouseRules
{
    public static IReadOnlyList<HouseRule> All { get; } =
    [
        FileSizes.Length,
        FileSizes.Program,
        FileSizes.Width,
        FileSizes.Folder,
        MemberSizes.MethodLength,
        MemberSizes.ParameterCount,
        PublicTypes.One,
        Leftovers.Notes,
        Leftovers.Regions,
        Catches.Empty,
        Catches.Swallowed,
        Banned.Clock,
        Banned.Sleep,
        Banned.AsyncVoid,
        Banned.FloatingMoney,
        Types.Sealed,
        Types.Summaries,
        Names.Meaning,
        Names.Sentences,
        SqlStrings.None,
        SqlFiles.Used,
        SqlFiles.Migrations,
        SqlFiles.Schema,
        SqlFiles.LowerCase,
        SqlFiles.Locks,
        ProjectArrows.References,
        ProjectArrows.Packages,
        ProjectArrows.Solution,
        UsingArrows.Ours,
        UsingArrows.Others,
        UsingArrows.Sharding,
        ShardingWords.Innocent,
        Packages.Exact,
        Packages.Explained,
        Packages.Used,
        Packages.Hosts,
        Scripts.Strict,
        Docs.Links,
        Docs.Reachable,
        Docs.MachinePaths,
        TestedDocs.Rows,
        AwsMap.Whole,
        AwsMap.Led,
        References.Cli,
        References.ProblemTypes,
        References.Promises,
        References.Variables,
        UnusedFiles.Code,
        UnusedFiles.Others,
    ];

    public static IReadOnlyList<PlantedMistake> Mistakes { get; } =
    [
        .. SizeMistakes.All,
        .. CodeMistakes.All,
        .. SqlMistakes.All,
        .. ArrowMistakes.All,
        .. RepositoryMistakes.All,
        .. AwsMapMistakes.All,
    ];
}
