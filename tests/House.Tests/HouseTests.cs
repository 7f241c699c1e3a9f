namespace Domicile.House.Tests;

/// <summary>Holds the project to its rules, and each rule to a mistake that it must find.</summary>
public sealed class HouseTests
{
    private static readonly Lazy<Tree> Project = new(Tree.ReadProject);

    public static TheoryData<string> RuleNames { get; } = new(HouseRules.All.Select(rule => rule.Name));

    public static TheoryData<int> MistakeNumbers { get; } = new(Enumerable.Range(0, HouseRules.Mistakes.Count));

    [Theory]
    [MemberData(nameof(RuleNames))]
    public void The_project_keeps_the_rule_that(string rule)
    {
        var found = HouseRules.All.Single(one => one.Name == rule);
        var violations = found.Find(Project.Value)
            .Where(violation => !Exemptions.All.Any(exemption => exemption.Covers(found, violation)))
            .ToList();
        Assert.True(
            violations.Count == 0,
            $"The rule that {rule} is broken in {violations.Count} places:\n{string.Join('\n', violations)}");
    }

    [Theory]
    [MemberData(nameof(MistakeNumbers))]
    public void A_planted_mistake_is_found_and_its_neighbour_is_not(int mistakeNumber)
    {
        var mistake = HouseRules.Mistakes[mistakeNumber];
        Assert.Contains(mistake.Expected, mistake.Rule.Find(mistake.Bad).Select(violation => violation.ToString()));
        Assert.Empty(mistake.Rule.Find(mistake.Good));
    }

    [Theory]
    [MemberData(nameof(RuleNames))]
    public void Every_rule_has_a_planted_mistake(string rule) =>
        Assert.Contains(HouseRules.Mistakes, mistake => mistake.Rule.Name == rule);

    [Fact]
    public void Every_exemption_is_still_needed()
    {
        var idle = Exemptions.All
            .Where(one => !one.Rule.Find(Project.Value).Any(violation => one.Covers(one.Rule, violation)))
            .Select(one => $"{one.Path} no longer breaks the rule that {one.Rule.Name}");
        Assert.Empty(idle);
    }

    [Fact]
    public void Every_file_of_code_is_understood()
    {
        var errors = Project.Value.CSharp
            .SelectMany(file => file.Syntax.GetDiagnostics())
            .Select(error => error.ToString());
        Assert.Empty(errors);
    }
}
