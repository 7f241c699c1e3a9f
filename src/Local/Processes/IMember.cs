namespace Domicile.Local.Processes;

/// <summary>A process that the world starts, watches and stops: a node or a server.</summary>
internal interface IMember
{
    /// <summary>Such as <c>eu/s1</c> or <c>eu/server</c>.</summary>
    string Name { get; }

    /// <summary>Starts it and returns when it answers; leaves nothing running when it fails.</summary>
    Task StartAsync(CancellationToken cancellation);

    /// <summary>Ends it cleanly, and returns when it has ended; harmless when it does not run.</summary>
    Task StopAsync(CancellationToken cancellation);

    /// <summary>Returns when it has ended, whoever ended it.</summary>
    Task WaitForEndAsync(CancellationToken cancellation);
}
