using Domicile.Costs.Load;

namespace Domicile.Costs.Platforms;

/// <summary>Something that the servers can run on.</summary>
public interface IPlatform
{
    /// <summary>As people call it.</summary>
    string Name { get; }

    /// <summary>What a month of it costs.</summary>
    /// <exception cref="Prices.PriceException">A price is missing.</exception>
    IReadOnlyList<BillLine> Bill(Workload workload);
}
