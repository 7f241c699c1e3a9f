using Domicile.Infrastructure;

// Run by "./domicile aws synth", which checks what was typed: TOPOLOGY FOLDER.
if (args is [var file, var folder])
{
    return SynthesisRun.Start(file, folder);
}

await Console.Error.WriteLineAsync("domicile: run this as ./domicile aws synth [--topology FILE] [--out DIR].");
return 2;
