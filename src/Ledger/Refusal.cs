namespace Domicile.Ledger;

/// <summary>
/// Why something that a caller asked for was not done. A value: refusals are answers, not exceptions.
/// </summary>
/// <param name="Code">What kind; one HTTP problem type each.</param>
/// <param name="Detail">One sentence: what was wrong, with which value, and what to do. No personal data.</param>
/// <param name="Parameter">The field that caused it, such as <c>amount</c>, if one did.</param>
public sealed record Refusal(RefusalCode Code, string Detail, string? Parameter = null);
