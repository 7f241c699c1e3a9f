using System.CommandLine;
using Domicile.Costs.Load;
using Domicile.Costs.Platforms;

namespace Domicile.Cli.Cloud;

/// <summary>What <c>./domicile cost</c> can be told of the load.</summary>
internal static class CostOptions
{
    private const decimal RateMax = 1_000_000m;
    private const decimal MillisecondsMax = 86_400_000m;
    private const decimal KilobytesMax = 1_000_000m;
    private const decimal GigabytesMax = 128_000m;
    private const int MemoryMin = 128;
    private const int MemoryMax = 10_240;
    private const decimal MillisecondsDefault = 50m;
    private const int MemoryDefault = 1_769;

    private static readonly Option<decimal?> RateOption = new("--rps")
    {
        Description = "Requests a second of the whole world, on average over the month",
        HelpName = "N",
        Required = true,
        CustomParser = DecimalOption.Parser("--rps", 0m, RateMax),
    };

    private static readonly Option<decimal?> MillisecondsOption = new("--ms")
    {
        Description = "Milliseconds that a request takes [default: 50]",
        HelpName = "N",
        CustomParser = DecimalOption.Parser("--ms", 0m, MillisecondsMax),
    };

    private static readonly Option<int?> MemoryOption = NumberOption.Create("--memory", MemoryMin, MemoryMax);

    private static readonly Option<string> PatternOption = new("--pattern")
    {
        Description = "How the requests spread over the month: steady, office or spiky [default: steady]",
        HelpName = "NAME",
    };

    private static readonly Option<string> InstanceOption = new("--instance")
    {
        Description = "The kind of machines for EC2 and EKS [default: the smallest m7g that holds a server]",
        HelpName = "TYPE",
    };

    private static readonly Option<decimal?> ProcessorOption = new("--cpu-ms")
    {
        Description = "Milliseconds of one processor in a request [default: what Lambda would give it]",
        HelpName = "N",
        CustomParser = DecimalOption.Parser("--cpu-ms", 0m, MillisecondsMax),
    };

    private static readonly Option<decimal?> KilobytesOption = new("--kb")
    {
        Description = "Kilobytes of a request and its answer [default: 4]",
        HelpName = "N",
        CustomParser = DecimalOption.Parser("--kb", 0m, KilobytesMax),
    };

    private static readonly Option<decimal?> WritesOption = new("--writes")
    {
        Description = "How many of a hundred requests move money [default: 20]",
        HelpName = "PERCENT",
        CustomParser = DecimalOption.Parser("--writes", 0m, 100m),
    };

    private static readonly Option<decimal?> PassOption = new("--pass")
    {
        Description = "Seconds that a pass of the workers takes at most [default: 60]",
        HelpName = "SECONDS",
        CustomParser = DecimalOption.Parser("--pass", 0m, MillisecondsMax),
    };

    private static readonly Option<decimal?> GigabytesOption = new("--gb")
    {
        Description = "Gigabytes in each shard [default: 10]",
        HelpName = "N",
        CustomParser = DecimalOption.Parser("--gb", 0m, GigabytesMax),
    };

    public static IReadOnlyList<Option> All()
    {
        PatternOption.AcceptOnlyFromAmong([.. Pattern.All.Select(pattern => pattern.Name)]);
        InstanceOption.AcceptOnlyFromAmong([.. InstanceType.All.Select(type => type.Name)]);
        MemoryOption.Description = "MB of memory of a function, and of a server's process [default: 1769]";
        MemoryOption.HelpName = "MB";
        return
        [
            RateOption, MillisecondsOption, MemoryOption, PatternOption, InstanceOption, ProcessorOption,
            KilobytesOption, WritesOption, PassOption, GigabytesOption,
        ];
    }

    public static Workload Read(ParseResult parsed)
    {
        var name = parsed.GetValue(PatternOption);
        var workload = new Workload(
            parsed.GetValue(RateOption) ?? 0m,
            parsed.GetValue(MillisecondsOption) ?? MillisecondsDefault,
            parsed.GetValue(MemoryOption) ?? MemoryDefault,
            Pattern.All.FirstOrDefault(pattern => pattern.Name == name) ?? Pattern.Steady);
        return workload with
        {
            Machine = parsed.GetValue(InstanceOption),
            ProcessorMilliseconds = parsed.GetValue(ProcessorOption),
            Kilobytes = parsed.GetValue(KilobytesOption) ?? workload.Kilobytes,
            WriteShare = parsed.GetValue(WritesOption) is { } percent ? percent / 100m : workload.WriteShare,
            PassSeconds = parsed.GetValue(PassOption) ?? workload.PassSeconds,
            ShardGigabytes = parsed.GetValue(GigabytesOption) ?? workload.ShardGigabytes,
        };
    }
}
