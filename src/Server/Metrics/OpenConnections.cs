using System.Diagnostics.Metrics;

namespace Domicile.Server.Metrics;

/// <summary>
/// How many connections to nodes this process has, as Npgsql's own meter counts them. Lives as long as the server.
/// </summary>
internal sealed class OpenConnections : IDisposable
{
    private const string MeterName = "Npgsql";

    private readonly MeterListener listener = new();
    private long sum;

    public OpenConnections()
    {
        listener.InstrumentPublished = (instrument, asking) =>
        {
            if (instrument.Meter.Name == MeterName && instrument.Name == "db.client.connection.count")
            {
                asking.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<int>((_, value, _, _) => sum += value);
        listener.SetMeasurementEventCallback<long>((_, value, _, _) => sum += value);
        listener.Start();
    }

    /// <summary>At this moment; for one caller at a time.</summary>
    public long Count()
    {
        sum = 0;
        listener.RecordObservableInstruments();
        return sum;
    }

    public void Dispose() => listener.Dispose();
}
