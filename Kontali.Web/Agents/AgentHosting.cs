using Kontali.Data.Agents;
using Kontali.Data.Booking;
using Kontali.Data.Tasks;

namespace Kontali.Web.Agents;

/// <summary>Who works here.</summary>
public static class AgentHosting
{
    /// <summary>The agents and the listeners, one line each.</summary>
    public static IServiceCollection AddAgents(this IServiceCollection services) => services
        .AddSingleton<ISuggester, MemorySuggester>()
        .AddSingleton<TaskRunner>()
        .AddAgent<InvoiceAgent>()
        .AddAgent<Unpacker>()
        .AddAgent<HistoryStudent>()
        .AddAgent<Sampler>()
        .AddAgent<Reconciler>()
        .AddAgent<Waker>()
        .AddListener<Waker>()
        .AddAgent<Postman>()
        .AddAgent<Trimmer>()
        .AddAgent<Verifier>()
        .AddAgent<Planner>()
        .AddAgent<BatchCorrector>()
        .AddAgent<Rescorer>()
        .AddListener<Learner>()
        .AddListener<AutoPostJudge>();

    /// <summary>Takes tasks.</summary>
    public static IServiceCollection AddAgent<T>(this IServiceCollection services) where T : class, ITaskHandler =>
        services.AddSingleton<T>().AddSingleton<ITaskHandler>(s => s.GetRequiredService<T>());

    /// <summary>Is told of events.</summary>
    public static IServiceCollection AddListener<T>(this IServiceCollection services) where T : class, IEventHandler =>
        services.AddSingleton<T>().AddSingleton<IEventHandler>(s => s.GetRequiredService<T>());
}
