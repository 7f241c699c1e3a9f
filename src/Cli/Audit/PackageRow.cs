namespace Domicile.Cli.Audit;

/// <summary>One package as its region's register has it.</summary>
/// <param name="Package">Its id, such as <c>eu-sandbox-00000001</c>.</param>
/// <param name="State">cut, stored, delivered, dead or ended.</param>
/// <param name="Failure">What the last try came to; null when nothing is wrong.</param>
internal sealed record PackageRow(
    string Region,
    string Institution,
    long Number,
    string Package,
    string State,
    int Documents,
    DateTimeOffset CutAt,
    int Tries,
    DateTimeOffset? NextTryAt,
    DateTimeOffset? DeliveredAt,
    string? Failure);
