namespace Domicile.Sharding.Topology.Privacy;

/// <summary>
/// How long a region's copies and keys live on after they are not wanted any more. Whoever is promised that something
/// is gone for good is told a day by these.
/// </summary>
/// <param name="BackupDays">Backups are kept for so many days, 1 or more, and destroyed then.</param>
/// <param name="RotationDays">A wrapping key is replaced and destroyed after so many days at the latest.</param>
public sealed record RegionPeriods(
    int BackupDays = RegionPeriods.BackupDaysDefault, int RotationDays = RegionPeriods.RotationDaysDefault)
{
    /// <summary>What <see cref="BackupDays"/> is when the file says nothing.</summary>
    public const int BackupDaysDefault = 35;

    /// <summary>What <see cref="RotationDays"/> is when the file says nothing.</summary>
    public const int RotationDaysDefault = 90;
}
