using Domicile.Ledger.Privacy.Erasure.Orders;

namespace Domicile.Ledger.Privacy.Erasure.Steps;

/// <summary>One step of an erasure: safe to repeat, and written down when it is done.</summary>
/// <param name="Name">In answers and certificates, such as <c>key</c>.</param>
/// <param name="Place">Where it is done, such as <c>eu/s1</c>.</param>
/// <param name="RunAsync">
/// Does it; null when it is done, else what it waits for. A node that does not answer may be thrown.
/// </param>
internal sealed record ErasureStep(
    string Name, string Place, Func<ErasureOrder, CancellationToken, Task<string?>> RunAsync);
