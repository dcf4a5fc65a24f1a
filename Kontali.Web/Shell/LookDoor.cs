namespace Kontali.Web.Shell;

/// <summary>Lets a command change how it all looks; the frame holds the look and opens the door when it is drawn.</summary>
public sealed class LookDoor
{
    private Func<Look> read = () => new();
    private Func<Look, Task> write = _ => Task.CompletedTask;

    /// <summary>The frame is here.</summary>
    public void Open(Func<Look> reader, Func<Look, Task> writer) => (read, write) = (reader, writer);

    /// <summary>Changes it.</summary>
    public Task ChangeAsync(Func<Look, Look> change) => write(change(read()));
}
