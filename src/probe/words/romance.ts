import type { Lexicon } from './wordClass';

export const french: Lexicon = {
  forget:
    'ignore, ignorez, ignorer, oublie, oubliez, oublier, ne tiens pas compte, ne tenez pas compte, ne tenez plus compte, ne tiens plus compte, fais abstraction, faites abstraction, neglige*, outrepass*, annule, annulez, laisse tomber, abandonne, abandonnez, remplace, remplacez, passe outre, passez outre, ne suis plus, ne suivez plus',
  follow: 'suis, suivez, suivre, obeis, obeissez, respecte, respectez, execute les',
  earlier:
    'precedent*, anterieur*, ci dessus, initial*, d origine, originel*, passees, existant*, recues, donnees, en vigueur, actuelles',
  all: 'tout, toute, tous, toutes, chaque, l ensemble, ensemble, l integralite',
  your: 'tes, ton, ta, vos, votre',
  instruction:
    'instruction*, consigne*, directive*, prompt*, invite systeme, message systeme, regles de securite, recommandation*, prompt systeme',
  rule: 'regle*, ordre*, commande*, contrainte*, restriction*, contexte, message*, tache*, objectif*, limites',
  fresh:
    'nouvelle, nouvelles, nouveau, nouveaux, vraie, vraies, reelle*, veritable*, unique, seule, suivante*, mise a jour',
  task: 'tache, mission, objectif, role, instruction*, consigne*',
  void: 'annulees, caduques, caducs, ne s applique*, plus valables, plus valides, remplacees, obsoletes, revoquees, priment, prevalent, prime sur, nulles',
  told: 'a ete dit, on t a dit, on vous a dit, tu sais, vous savez, t a demande, vous a demande',
  ai: 'ia, intelligence artificielle, modele de langage, modeles de langage, assistant ia, assistants ia, agent ia, agents ia, assistant de code, agent de code, agents de code, assistants de code, assistant de programmation, agents de programmation, agent de programmation, agent de codage, assistant de codage',
  agent: 'assistant, assistants, agent, agents, robots',
  you: 'tu, vous, toi, te',
  must: 'dois, devez, doit, doivent, veuillez, il faut, merci de, priere de, obligatoirement, imperativement, immediatement, maintenant, toujours, d abord, assure toi, assurez vous, tenu de, tenus de',
  not: 'ne, n, pas, jamais, sans, aucun, aucune, evite, evitez, inutile, surtout pas',
  tell: 'dis, dites, dire, mentionn*, inform*, signal*, prevenir, previens, prevenez, reveler, revele*, avertir, avertis*, parle, parlez, parler, divulgu*, alerte*, notifi*, evoque*, laisse* savoir, mettre au courant, indiqu*, en fais part, faire part',
  show: 'montr*, demand*, affich*, explique*, consult*',
  user: 'utilisateur*, utilisatrice*, humain, humains, personne, developpeur*, proprietaire, l operateur, administrateur, l humain, mainteneur*, quiconque, client',
  know: 'sache, savoir, remarque*, s aperc*, voie, voit, voir, courant, apprenne, au courant, connaissance, apercoive',
  secretly:
    'secretement, discretement, en silence, silencieusement, en secret, arriere plan, a l insu, entre nous, cache*, dissimul*, garde le pour toi, gardez le pour vous, confidentiel, passe* sous silence, en cachette, furtivement',
  approved:
    'approuv*, autoris*, valide, donne son accord, accepte, consenti, confirme, accorde, permis, donne sa permission, donne son feu vert, feu vert, donne son autorisation',
  consent: 'confirmation, approbation, permission, autorisation, consentement, accord, validation',
  needed: 'necessaire, requise, requis, accordee, exigee, obtenue, besoin, nest requise, donnee',
  disable: 'desactiv*, contourn*, saute, sautez, supprim*, coup*, eteins, eteindre, neutralis*, retir*, evite*',
  enable: 'active, activez, activer, mets, mettez, regle, ajoute*, definis, configure*',
  guard:
    'approbations, garde fou*, controle de securite, controles de securite, verifications de securite, supervision, surveillance, filtres de securite, demandes de confirmation, demande de confirmation, demandes d autorisation, mecanisme* de securite, protections, verification des permissions, controle des autorisations, validations',
  protection: 'securite, bac a sable, sandbox, protection, verification*, confirmations, permissions',
  send: 'envoi*, envoy*, transmet*, transmis, publi*, partag*, televers*, poste, postez, poster, exfiltr*, expedi*, transfer*',
  place: 'copi*, joindre, joins, ajoute*, inclu*, ecris, ecrivez, colle, collez',
  loot: 'mots de passe, identifiants, secrets, cles, cle api, cles api, cles d api, cle ssh, cles ssh, cle privee, cles privees, variables d environnement, jetons, fichier env',
  secret: 'mot de passe, jeton, cle, secret',
  read: 'lis, lisez, lire, ouvre, ouvrez, affiche, affichez, cherche, cherchez, recupere*, collect*, liste, rassemble*, repete*',
  run: 'execut*, lance, lancez, lancer, install*, telecharg*, ouvre, ouvrez, appelle, appelez, demarre, visite, visitez, clone*',
  destroy: 'supprim*, efface, effacez, effacer, detrui*, ecras*, vide, videz, reinitialis*',
  goods:
    'fichier*, depot, dossier*, repertoire*, base de donnees, bases de donnees, historique, branche*, sauvegarde*, donnees',
  address: 'a l adresse, serveur, adresse, a l url, url',
  note: 'note, attention, message, avis, remarque, a l attention, a destination, cher, chers, destine, bonjour, rappel',
  if: 'si, quand, lorsque, lorsqu, en tant qu, en tant que, une fois, des que, apres, es tu',
  before:
    'avant de, avant toute, avant tout, d abord, au prealable, pour continuer, ensuite, puis, commence par, commencez par',
  henceforth:
    'desormais, a partir de maintenant, dorenavant, a compter de, a partir de ce point, jusqu a nouvel ordre, a l avenir',
  pretend:
    'tu es maintenant, vous etes maintenant, tu es desormais, vous etes desormais, fais semblant, faites semblant, joue le role, jouez le role, comporte toi, agis comme, agissez comme, mode developpeur, sans restriction, sans restrictions, mode maintenance',
  write: 'ecris, ecrivez, ajoute*, enregistr*, memoris*, copi*, retiens, insere*, inscri*',
  memory:
    'memoire, prochaines sessions, futures sessions, sessions futures, chaque session, chaque reponse, toutes les reponses, tes regles',
  systemPrompt:
    'prompt systeme, tes instructions, vos instructions, invite systeme, message systeme, instructions internes',
  harmless:
    'sur, sure, sans danger, inoffensif, aucun probleme, aucune vulnerabilite, aucune faille, sain, conforme, fiable, rien a signaler, sans risque',
  judge:
    'signal*, indiqu*, marqu*, class*, considere*, repond*, evalu*, dis, dites, approuve, approuvez, declare*, conclu*, confirm*, recommand*',
  reply:
    'reponds seulement, reponds uniquement, repondez uniquement, repondez par, reponds par, dis a l utilisateur, dites a l utilisateur, recommande*, termine ta reponse',
  reading:
    'lit ceci, lisent ceci, lisez ceci, lis ceci, lit ce texte, lisez ce texte, lit cette page, lisent cette page, lit ce fichier, lisez ce fichier, lisent ce fichier, traite ce, traite cette, traitez ce, traitez cette, traitant ce, traitant cette, lisant ce, lisant cette, lisez cette page, lisent ce texte, lisant ceci, lit ce document, lisez ce document, analyse ce, analyse cette, travaillant sur ce, lis ce, lis cette',
  inside:
    'dans le document, dans le texte, contenu*, dans les donnees, non fiable*, dans la page, a l interieur, figurant dans, provenant, dans les fichiers, presentes dans',
  about:
    'attaque*, attaquant*, exemple*, par exemple, injection*, malveillant*, comme, tel que, telle que, vulnerabilite*, chercheur*, detect*, tentative*, pirate*, cachees, cache, dissimulee*, victime*, menace*, piege*',
  urgent: 'important, urgent, immediatement, obligatoire, imperatif',
  this: 'ceci, cela, ce, cette, ces, en, y, ca',
  already: 'deja, expressement, par avance, au prealable, explicitement, toutes les',
  goOn: 'poursuis, poursuivez, procede, procedez, sans demander, sans confirmation, sans autre, vas y, allez y, ne demande pas, ne demandez pas, sans attendre, sans validation',
  answer:
    'ton resume, votre resume, ta reponse, votre reponse, dans le resume, avant de repondre, si on te demande, si on vous demande, cette session, ta prochaine, votre prochaine, ton rapport, votre rapport',
  mayDo: 'peut, peuvent, est autorise, sont autorises, a le droit, es autorise, etes autorise',
  wants: 'veut, souhaite, demande que, exige, attend, est au courant, est d accord, prefere',
  checks: 'tests, verification*, revue, hooks, ci, relecture',
  thereof: 'suis les etapes, suivez les etapes, execute le, executez le, ce qu il dit',
};

export const spanish: Lexicon = {
  forget:
    'ignora, ignore, ignorar, ignoren, ignorad, olvida, olvide, olvidar, olviden, olvidate, descarta, descarte, haz caso omiso, haga caso omiso, hagan caso omiso, no tengas en cuenta, no tenga en cuenta, pasa por alto, pase por alto, anula, anule, deja de seguir, omite, omita, no hagas caso, no sigas',
  follow: 'sigue, siga, sigas, seguir, obedece, obedezca, cumple, cumpla, respeta, acata, atiendas',
  earlier:
    'anterior, anteriores, previa, previas, previo, previos, originales, original, arriba, iniciales, precedentes, existentes, antes, recibidas, dadas, vigentes, actuales',
  all: 'todo, toda, todos, todas, cualquier, cada, por completo',
  your: 'tus, tu, sus, su',
  instruction:
    'instruccion, instrucciones, directriz, directrices, indicacion, indicaciones, prompt*, mensaje del sistema, directivas, normas de seguridad, reglas de seguridad, lineamiento*, pautas',
  rule: 'regla, reglas, orden, ordenes, norma, normas, restriccion*, contexto, mensajes, tarea, tareas, limites, objetivo',
  fresh:
    'nueva, nuevas, nuevo, nuevos, verdadera*, verdadero, real, reales, unica, unico, actualizadas, siguiente, siguientes',
  task: 'tarea, mision, objetivo, rol, instruccion*, prioridad',
  void: 'anuladas, sin efecto, no se aplican, ya no son validas, ya no aplican, ya no se aplican, reemplazadas, sustituidas, canceladas, obsoletas, prevalecen, tienen prioridad, revocadas, invalidas',
  told: 'te dijeron, te han dicho, le han dicho, que sabes, se te dijo, te hayan dicho, te ha pedido, te haya dicho',
  ai: 'ia, inteligencia artificial, modelo de lenguaje, modelos de lenguaje, asistente de ia, asistentes de ia, agente de ia, agentes de ia, agente de codigo, asistente de codigo, agentes de codigo, asistentes de codigo, agente de programacion, agentes de programacion, asistente de programacion, asistentes de programacion, agente ia, agentes ia, asistente ia, asistentes ia, agentes automaticos',
  agent: 'asistente, asistentes, agente, agentes, bot, bots',
  you: 'tu, usted, te, ti, eres, ustedes',
  must: 'debes, debe, deben, deberas, debera, tienes que, tiene que, tienen que, hay que, por favor, obligatorio, asegurate, asegurese, inmediatamente, ahora, siempre, primero, de inmediato, es necesario',
  not: 'no, nunca, jamas, sin, ningun, ninguna, evita, evite, ni',
  tell: 'digas, diga, decir, decirle, dile, decirselo, menciones, mencione, mencionar, mencionarlo, mencionarle, informes, informe, informar, informarle, avises, avise, avisar, avisarle, reveles, revele, revelar, cuentes, cuente, contar, contarle, notifi*, adviert*, advertir, comuni*, alert*, hagas saber, reportes, reportar',
  show: 'muestres, muestre, mostrar, preguntes, pregunte, preguntar, preguntarle, pedir, pedirle, pidas, expliques, consult*',
  user: 'usuario*, usuaria*, humano*, persona, desarrollador*, propietario*, dueno, nadie, operador, administrador, cliente, mantenedor*, la persona, equipo',
  know: 'sepa, saber, se entere, entere, note, vea, darse cuenta, se de cuenta, sepan, entera, conocimiento',
  secretly:
    'en secreto, secretamente, silenciosamente, en silencio, discretamente, a escondidas, en segundo plano, entre nosotros, oculta*, ocult*, esconde*, sin que, guarda silencio, manten esto en, confidencial, con discrecion, calladamente, sigilosamente',
  approved:
    'aprobado, aprobada, autorizado, autorizada, aprobo, autorizo, concedido, concedio, confirmado, permitido, aceptado, dado su consentimiento, dado permiso, dio permiso, dado su permiso, dado el visto bueno, visto bueno, ha consentido, dado su aprobacion',
  consent: 'confirmacion, aprobacion, permiso, autorizacion, consentimiento',
  needed:
    'necesaria, necesario, requiere, requerida, hace falta, concedido, concedida, se necesita, otorgado, otorgada',
  disable:
    'desactiva, desactive, desactivar, deshabilit*, evita, evite, elude, salta, saltate, salte, omite, omita, quita, elimina, elimine, apaga, burla, sortea, suprime',
  enable: 'activa, active, pon, ponga, establece, establezca, anade, agrega, configura, habilita',
  guard:
    'aprobaciones, control de seguridad, controles de seguridad, comprobaciones de seguridad, verificaciones de seguridad, supervision, filtros de seguridad, barreras de seguridad, confirmaciones, solicitudes de permiso, salvaguardas, mecanismos de seguridad, comprobacion de permisos, verificacion de permisos, medidas de seguridad, guardian',
  protection: 'seguridad, sandbox, proteccion, protecciones, permisos, verificacion, comprobacion*, supervision',
  send: 'envia, envie, enviar, envialo, envialos, envialas, enviarlo, manda, mande, mandar, suba, subir, publica, publique, comparte, transmit*, reenvia, reenviar, exfiltra*, postea, remite',
  place: 'sube, copia, copie, pega, adjunta, incluye, incluya, agrega, escribe, anade, sube el',
  loot: 'contrasenas, credenciales, claves, claves api, clave api, clave ssh, claves ssh, clave privada, claves privadas, llaves ssh, llave ssh, llaves, variables de entorno, secretos, archivo env, tokens, llave privada, claves de api, clave de api',
  secret: 'contrasena, clave, token, secreto',
  read: 'lee, lea, leer, abre, abra, imprime, muestra, busca, busque, recopila, recoge, extrae, lista, obten, repite, revela',
  run: 'ejecuta, ejecute, ejecutar, ejecuten, ejecutes, corre, corra, instala, instale, instalar, descarga, descargue, descargar, abre, abra, visita, visite, inicia, lanza, llama, clona, ejecutalo',
  destroy: 'borra, borre, borrar, elimina, elimine, eliminar, destruye, sobrescrib*, vacia, limpia, suprime',
  goods:
    'archivo, archivos, fichero*, repositorio, carpeta*, directorio*, base de datos, bases de datos, historial, rama*, copias de seguridad, datos',
  address: 'a la direccion, servidor, direccion, url',
  note: 'nota, atencion, mensaje, aviso, estimado, hola, recordatorio, dirigido, indicaciones',
  if: 'si, cuando, una vez, al ser, despues, siempre que',
  before: 'antes de, primero, previamente, para continuar, luego, despues, a continuacion, antes de nada',
  henceforth:
    'a partir de ahora, de ahora en adelante, desde ahora, en adelante, de aqui en adelante, en lo sucesivo, hasta nuevo aviso',
  pretend:
    'ahora eres, eres ahora, actua como, actue como, finge, comportate, haz de cuenta, simula, modo desarrollador, sin restricciones, modo mantenimiento, asume el papel, asume el rol',
  write: 'escribe, escriba, anade, agrega, guarda, guarde, recuerda, memoriza, copia, incluye, incorpora',
  memory:
    'memoria, sesiones futuras, futuras sesiones, cada sesion, cada respuesta, todas las respuestas, proximas sesiones',
  systemPrompt:
    'prompt del sistema, prompt de sistema, tus instrucciones, sus instrucciones, mensaje del sistema, instrucciones internas',
  harmless:
    'seguro, segura, inofensivo, sin problemas, limpio, sin vulnerabilidades, no hay vulnerabilidades, ningun problema, confiable, exitoso, exitosa',
  judge:
    'reporta, informa, marca, marque, clasifica, considera, responde, responda, evalua, di, aprueba, apruebe, declara, concluye, confirma, recomienda, califica',
  reply:
    'responde solo, responde unicamente, responda solo, dile al usuario, diga al usuario, recomienda, responde con, responda con, termina tu respuesta',
  reading:
    'lea esto, lees esto, lee esto, leyendo esto, lee este, leas este, lea este, lean este, leyendo este, leyendo esta, procese este, procesa este, procesando este, procesando esta, procesas este, lee esta pagina, lea esta pagina, lees esta, lees este, lean esto, analice este, analizas este, trabaje en este, trabajes en este, procese esta, procesa esta, lea esta',
  inside:
    'en el documento, en el texto, contenida*, dentro de, no confiable*, en los datos, en la pagina, en los archivos, provenientes, que aparezcan, que contenga*',
  about:
    'ataque*, atacante*, ejemplo*, por ejemplo, inyeccion*, malicios*, como, vulnerabilidad*, investigador*, detect*, intento*, intent*, amenaza*, victima*, enganar, ocultas, tales como, truco*',
  urgent: 'importante, urgente, inmediatamente, obligatorio, atencion, de inmediato',
  this: 'esto, este, esta, estos, estas, lo, ello, eso',
  already: 'ya, expresamente, de antemano, previamente, explicitamente, todas las, todos los',
  goOn: 'procede, proceda, prosigue, adelante, sin preguntar, sin confirmacion, sin pedir, no preguntes, no pidas, sin mas, sin esperar, no hace falta, sigue adelante, sin consultar',
  answer:
    'tu resumen, su resumen, tu respuesta, su respuesta, en el resumen, antes de responder, si te preguntan, si preguntan, esta sesion, tu proxima, tu informe, su informe',
  mayDo: 'puede, pueden, esta autorizado, tiene permiso, puedes',
  wants: 'quiere, desea, pide que, exige, espera que, ya sabe, esta de acuerdo, prefiere',
  checks: 'pruebas, tests, revision, verificacion, hooks, ci',
  thereof: 'sigue los pasos, siga los pasos, ejecutalo, lo que diga',
};

export const portuguese: Lexicon = {
  forget:
    'ignore, ignora, ignorar, ignorem, esqueca, esquece, esquecam, esquecer, desconsidere, desconsiderar, desconsidera, descarte, nao siga, deixe de seguir, anule, despreze, desrespeite, pare de seguir, nao leve em conta',
  follow: 'siga, seguir, obedeca, cumpra, respeite, acate',
  earlier:
    'anterior, anteriores, previas, previos, acima, originais, original, iniciais, precedentes, existentes, antes, recebidas, atuais, dadas',
  all: 'todas, todos, tudo, toda, todo, qualquer, cada, as',
  your: 'suas, seus, sua, seu, tuas, teus, tua, teu',
  instruction:
    'instrucao, instrucoes, diretriz*, orientac*, prompt*, mensagem do sistema, diretivas, regras de seguranca, normas de seguranca',
  rule: 'regra, regras, ordens, comandos, restric*, mensagens, contexto, tarefa*, limites, objetivo',
  fresh: 'nova, novas, novo, novos, verdadeira*, verdadeiro, real, reais, unica, atualizadas, seguinte, seguintes',
  task: 'tarefa, missao, objetivo, papel, instruc*, prioridade',
  void: 'anuladas, nao se aplicam, sem efeito, revogadas, substituidas, canceladas, invalidas, prevalecem, nao valem mais, tem prioridade, obsoletas',
  told: 'foi dito, lhe disseram, voce sabe, te disseram, foi pedido, lhe foi dito',
  ai: 'ia, inteligencia artificial, modelo de linguagem, modelos de linguagem, assistente de ia, assistentes de ia, agente de ia, agentes de ia, agente de codigo, agentes de codigo, assistente de codigo, assistentes de codigo, assistente de programacao, agente de programacao, agentes de programacao, assistentes de programacao',
  agent: 'assistente, assistentes, agente, agentes, robos',
  you: 'voce, voces, te, tu',
  must: 'deve, devem, devera, deves, precisa, por favor, e obrigatorio, certifique se, imediatamente, agora, sempre, primeiro, tem que, favor',
  not: 'nao, nunca, jamais, sem, nenhum, nenhuma, evite, nem',
  tell: 'inform*, contem, avisem, diga, dizer, conte, contar, mencione, mencionar, menciona, informe, informar, avise, avisar, revele, revelar, notifi*, alerte, alertar, comunique, comunicar, relate, fale, reporte',
  show: 'mostre, mostrar, pergunte, perguntar, peca, pedir, explique, exiba, consult*',
  user: 'usuario*, utilizador*, humano*, pessoa, desenvolvedor*, proprietario*, ninguem, operador, administrador, cliente, dono, equipe, mantenedor*',
  know: 'saiba, saber, perceba, perceber, note, veja, fique sabendo, conhecimento, saibam',
  secretly:
    'em segredo, secretamente, silenciosamente, em silencio, discretamente, escondido, escondidas, em segundo plano, entre nos, oculte, esconda, omita, sem que, mantenha isso, confidencial, sigilo',
  approved:
    'aprovou, aprovado, aprovada, autorizou, autorizado, autorizada, concedeu, permitiu, confirmou, consentiu, deu permissao, aceitou, concedida, deu autorizacao, deu seu consentimento, sinal verde',
  consent: 'confirmacao, aprovacao, permissao, autorizacao, consentimento',
  needed: 'necessaria, necessario, preciso, requer, exigida, concedida, e preciso, obrigatoria',
  disable:
    'desative, desativa, desativar, desabilit*, contorne, contornar, pule, pular, remova, desligue, burle, ignore, evite, suprima',
  enable: 'ative, ativa, defina, adicione, coloque, configure, habilite',
  guard:
    'aprovacoes, verificacao de seguranca, verificacoes de seguranca, supervisao, filtros de seguranca, confirmacoes, controles de seguranca, pedidos de permissao, barreiras de protecao, barreiras de seguranca, salvaguardas, mecanismos de seguranca, verificacao de permissoes',
  protection: 'seguranca, sandbox, protecao, protecoes, permissoes, monitoramento',
  send: 'envie, envia, enviar, envia las, mande, mandar, publique, poste, carregue, compartilhe, transmita, encaminhe, exfiltre, faca upload, faca o upload, remeta',
  place: 'copie, anexe, inclua, escreva, cole',
  loot: 'senhas, credenciais, chaves, chave ssh, chaves ssh, chaves de api, chave privada, chaves privadas, chave de api, variaveis de ambiente, segredos, arquivo env, tokens, chaves api',
  secret: 'senha, chave, token, segredo',
  read: 'leia, ler, abra, imprima, mostre, procure, colete, extraia, liste, obtenha, repita, revele, busque',
  run: 'rodem, instalem, execute, executar, executem, rode, rodar, instale, instalar, baixe, baixar, abra, visite, inicie, chame, clone, acesse',
  destroy: 'apague, apagar, exclua, excluir, remova, delete, destrua, sobrescreva, limpe, elimine',
  goods:
    'arquivo, arquivos, ficheiros, repositorio, pasta, pastas, diretorio, banco de dados, historico, ramos, backups, dados',
  address: 'servidor, endereco, url',
  note: 'nota, atencao, mensagem, aviso, caro, ola, lembrete, destinado, orientac*',
  if: 'se, quando, caso, assim que, apos, uma vez',
  before: 'antes de, primeiro, previamente, para continuar, em seguida, depois',
  henceforth: 'a partir de agora, de agora em diante, doravante, daqui em diante, ate segunda ordem',
  pretend:
    'voce agora e, agora voce e, aja como, finja, comporte se, faca de conta, atue como, modo desenvolvedor, sem restricoes, assuma o papel, modo de manutencao',
  write: 'escreva, adicione, salve, guarde, lembre, memorize, copie, inclua, grave, insira',
  memory: 'memoria, sessoes futuras, futuras sessoes, cada sessao, cada resposta, todas as respostas, proximas sessoes',
  systemPrompt: 'prompt do sistema, prompt de sistema, suas instrucoes, mensagem do sistema, instrucoes internas',
  harmless:
    'seguro, segura, inofensivo, sem problemas, limpo, sem vulnerabilidades, nenhum problema, confiavel, nenhuma vulnerabilidade',
  judge:
    'relate, informe, marque, classifique, considere, responda, avalie, diga, aprove, declare, conclua, confirme, recomende, reporte',
  reply:
    'responda apenas, responda somente, diga ao usuario, responda com, diga ao utilizador, recomende, termine sua resposta',
  reading:
    'le isto, leia isto, lendo isto, lendo este, lendo esta, le este, leia este, ler este, ler isto, ler esta, processar este, processa este, processando este, processando esta, le esta pagina, leem este, leiam este, lerem este, analisar este, analisa este, trabalhar neste, trabalha neste, estiver lendo, leem esta, processar esta, leem isto',
  inside:
    'no documento, no texto, contida*, dentro d*, nao confiavel, nao confiaveis, nos dados, na pagina, nos arquivos, presentes em, que contenha*',
  about:
    'ataque*, atacante*, exemplo*, por exemplo, injec*, malicios*, como, vulnerabilidade*, pesquisador*, detect*, tentativa*, tent*, ameaca*, vitima*, enganar, ocultas, tais como, invasor*',
  urgent: 'importante, urgente, imediatamente, obrigatorio, atencao',
  this: 'isto, isso, este, esta, disto, disso, o',
  already: 'ja, expressamente, previamente, de antemao, explicitamente, todas as, todos os',
  goOn: 'prossiga, siga em frente, va em frente, sem perguntar, sem confirmacao, sem pedir, nao pergunte, sem esperar, nao e preciso, proceda, sem mais',
  answer:
    'seu resumo, sua resposta, no resumo, antes de responder, se perguntarem, esta sessao, sua proxima, seu relatorio, tua resposta',
  mayDo: 'pode, podem, esta autorizado, tem permissao',
  wants: 'quer, deseja, pede que, exige, espera que, ja sabe, concorda, prefere',
  checks: 'testes, revisao, verificacao, hooks, ci',
  thereof: 'siga os passos, execute o, o que ele diz',
};

export const italian: Lexicon = {
  forget:
    'ignora, ignorate, ignorare, ignori, dimentica, dimenticate, dimenticare, dimentichi, trascura, tralascia, non tenere conto, non considerare, scarta, annulla, non seguire, sovrascrivi, disattendi, smetti di seguire, lascia perdere',
  follow: 'segui, seguire, seguite, obbedisci, rispetta, rispettare, attieniti',
  earlier:
    'precedente, precedenti, sopra, originali, iniziali, originarie, antecedenti, esistenti, prima, ricevute, attuali, date',
  all: 'tutte, tutti, tutto, tutta, ogni, qualsiasi, qualunque',
  your: 'tue, tuoi, tua, tuo, sue, suoi, vostre',
  instruction:
    'istruzione, istruzioni, direttiv*, indicazion*, prompt*, linee guida, messaggio di sistema, regole di sicurezza, consegne',
  rule: 'regola, regole, ordini, comandi, restrizioni, vincoli, messaggi, contesto, compito, compiti, limiti, obiettivo',
  fresh: 'nuova, nuove, nuovo, nuovi, vera, vere, vero, reale, reali, unica, unico, aggiornate, seguente, seguenti',
  task: 'compito, missione, obiettivo, ruolo, istruzion*, priorita',
  void: 'annullate, non valgono piu, non si applicano, non sono piu valide, revocate, sostituite, prevalgono, nulle, hanno la priorita, obsolete, decadute',
  told: 'ti e stato detto, ti hanno detto, che sai, ti e stato chiesto, ti ha chiesto',
  ai: 'ia, intelligenza artificiale, modello linguistico, modelli linguistici, assistente ia, assistente ai, assistenti ai, assistenti ia, agente ai, agenti ai, agente ia, agenti ia, agenti di programmazione, agente di programmazione, agenti di codice, assistente di programmazione, assistenti di programmazione, modelli di linguaggio, modello di linguaggio, agenti di codifica, agente di codifica, assistente di codifica',
  agent: 'assistente, assistenti, agente, agenti',
  you: 'tu, ti, te, sei, voi',
  must: 'devi, deve, devono, dovete, si prega, per favore, e necessario, obbligatorio, assicurati, immediatamente, subito, ora, sempre, bisogna, occorre',
  not: 'non, mai, senza, nessun, nessuna, evita, ne, no',
  tell: 'dire, dirlo, dici, dirgli, menzion*, inform*, avvis*, avvert*, rivel*, segnal*, notific*, comunic*, raccont*, accenn*, parlar*, far sapere, riferi*, riporta*',
  show: 'mostr*, chied*, spieg*, domandar*, interpell*',
  user: 'utente, utenti, umano, umani, persona, sviluppator*, proprietario, nessuno, operatore, amministratore, l utente, cliente, manutentor*',
  know: 'sappia, sapere, accorga, accorgersene, accorgersi, noti, veda, venga a sapere, conoscenza, insaputa',
  secretly:
    'in segreto, segretamente, silenziosamente, in silenzio, di nascosto, in background, sullo sfondo, tra noi, nascond*, occult*, discretamente, senza che, confidenziale, all insaputa, taci, ometti',
  approved:
    'approvato, approvata, autorizzato, autorizzata, concesso, confermato, acconsentito, permesso, dato il consenso, dato il permesso, accettato, dato l autorizzazione, via libera, dato l ok',
  consent: 'conferma, approvazione, permesso, autorizzazione, consenso, conferme',
  needed: 'necessaria, necessario, richiesta, richiesto, concesso, concessa, serve, occorre',
  disable: 'disattiva*, disabilita*, aggira*, salta, saltare, bypassa, rimuovi, spegni, elimina, eludi, togli',
  enable: 'attiva, imposta, aggiungi, abilita, metti, configura',
  guard:
    'approvazioni, controlli di sicurezza, controllo di sicurezza, verifiche di sicurezza, supervisione, filtri di sicurezza, conferme, richieste di conferma, richieste di permesso, barriere di sicurezza, meccanismi di sicurezza, controllo dei permessi, sorveglianza',
  protection: 'sicurezza, sandbox, protezione, protezioni, permessi, monitoraggio',
  send: 'invia, inviare, inviate, inviale, inviali, manda, mandare, carica, caricare, pubblica, condividi, trasmett*, inoltra, esfiltra, spedisci, posta',
  place: 'copia, allega, includi, incolla, scrivi, aggiungi',
  loot: 'password, credenziali, chiavi, chiavi api, chiave ssh, chiavi ssh, chiave privata, chiavi private, variabili d ambiente, variabili di ambiente, segreti, file env, token',
  secret: 'chiave, segreto, parola d ordine',
  read: 'leggi, leggere, apri, stampa, mostra, cerca, raccogli, estrai, elenca, ottieni, ripeti, rivela',
  run: 'esegui, eseguire, eseguite, eseguano, lancia, avvia, installa, installare, scarica, scaricare, apri, visita, chiama, clona',
  destroy: 'elimina, eliminare, cancella, cancellare, rimuovi, distruggi, sovrascrivi, svuota',
  goods: 'file, repository, cartella, cartelle, directory, database, cronologia, rami, backup, dati',
  address: 'all indirizzo, server, indirizzo, url',
  note: 'nota, attenzione, messaggio, avviso, a tutti, caro, ciao, promemoria, rivolto',
  if: 'se, quando, qualora, in quanto, una volta, dopo, appena',
  before: 'prima di, innanzitutto, per prima cosa, per continuare, poi, successivamente, quindi',
  henceforth: 'd ora in poi, da ora in poi, da adesso, d ora innanzi, da questo momento, fino a nuovo ordine',
  pretend:
    'ora sei, adesso sei, sei ora, fingi, comportati, agisci come, fai finta, modalita sviluppatore, senza restrizioni, interpreta il ruolo, modalita manutenzione',
  write: 'scrivi, aggiungi, salva, ricorda, memorizza, copia, inserisci, includi, registra',
  memory:
    'memoria, sessioni future, future sessioni, ogni sessione, ogni risposta, tutte le risposte, prossime sessioni',
  systemPrompt: 'prompt di sistema, tue istruzioni, le tue istruzioni, messaggio di sistema, istruzioni interne',
  harmless: 'sicuro, sicura, innocuo, senza problemi, pulito, nessun problema, nessuna vulnerabilita, affidabile',
  judge:
    'segnala, segna, classifica, considera, rispondi, valuta, di, approva, dichiara, concludi, conferma, raccomanda, riporta',
  reply: 'rispondi solo, rispondi con, rispondi soltanto, di all utente, consiglia, rispondi esclusivamente',
  reading:
    'legge questo, leggi questo, leggendo questo, legge questa, leggendo questa, leggi questa, elabora questo, elabora questa, elaborando questo, elaborando questa, leggono questo, leggono questa, legga questo, analizza questo, lavora su questo, stai leggendo, leggete questo, leggete questa, elaborano questo, elaborano questa',
  inside:
    'nel documento, nel testo, contenut*, all interno, non attendibil*, nei dati, nella pagina, nei file, presenti nel',
  about:
    'attacco, attacchi, attaccant*, aggressor*, esempio, esempi, per esempio, ad esempio, iniezion*, malevol*, dannos*, come, vulnerabilita, ricercator*, rileva*, tentativ*, tenta, minacc*, vittima, nascost*, injection',
  urgent: 'importante, urgente, immediatamente, obbligatorio, attenzione, subito',
  this: 'questo, questa, cio, quanto, queste, lo',
  already: 'gia, espressamente, in anticipo, previamente, esplicitamente, tutte le, tutti i',
  goOn: 'procedi, procedere, prosegui, vai avanti, senza chiedere, senza conferma, senza ulteriori, non chiedere, senza attendere, procedete',
  answer:
    'tuo riassunto, tua risposta, nel riassunto, prima di rispondere, se ti chiedono, questa sessione, tua prossima, tuo rapporto, tuo riepilogo',
  mayDo: 'puo, possono, e autorizzato, sono autorizzati, ha il permesso',
  wants: 'vuole, desidera, chiede che, esige, si aspetta, sa gia, e d accordo, preferisce',
  checks: 'test, revisione, verifica, hook, ci',
  thereof: 'segui i passaggi, eseguilo, segui le istruzioni',
};
